import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, type RunningProgram, startProgram } from '../../support/processes.js';

const ENTRY = join(import.meta.dirname, '../../../bin/tocsin');

/** A busy machine takes its time. */
const READY_MS = 60_000;

export interface ReplicaOptions {
  readonly name: string;
  /** Of `alertmanager.yml`. */
  readonly config: string;
  readonly redisUrl: string;
  /** Of `tocsin.yml`. */
  readonly tocsin?: string;
  readonly args?: readonly string[];
}

/** One of several servers over a Redis, as a process of its own that can be killed and started again. */
export class Replica {
  readonly #folder = mkdtempSync(join(tmpdir(), 'tocsin-replica-'));
  #program: RunningProgram | undefined;

  private constructor(
    readonly name: string,
    readonly url: string,
    private readonly options: ReplicaOptions,
  ) {}

  static async start(options: ReplicaOptions): Promise<Replica> {
    const replica = new Replica(options.name, `http://127.0.0.1:${await freePort()}`, options);
    mkdirSync(join(replica.#folder, 'data'));
    writeFileSync(join(replica.#folder, 'alertmanager.yml'), options.config);
    writeFileSync(join(replica.#folder, 'tocsin.yml'), options.tocsin ?? '');
    await replica.start();
    return replica;
  }

  get output(): string {
    return this.#program?.output() ?? '';
  }

  async start(): Promise<void> {
    this.#program = startProgram(process.execPath, [
      ENTRY,
      `--config.file=${this.#folder}/alertmanager.yml`,
      `--storage.path=${this.#folder}/data`,
      `--web.listen-address=${new URL(this.url).host}`,
      `--cluster.peer-name=${this.name}`,
      `--redis.url=${this.options.redisUrl}`,
      ...(this.options.args ?? []),
    ]);
    await this.#program.ready(`${this.url}/-/ready`, READY_MS);
  }

  async kill(): Promise<void> {
    await this.#program?.stop('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.#program?.stop();
  }

  /** Fires alerts, each with labels of its own. */
  async fire(...labels: readonly Readonly<Record<string, string>>[]): Promise<void> {
    const endsAt = new Date(Date.now() + 3_600_000).toISOString();
    await this.#post(
      '/api/v2/alerts',
      labels.map((each) => ({ labels: each, endsAt })),
    );
  }

  async resolve(...labels: readonly Readonly<Record<string, string>>[]): Promise<void> {
    const endsAt = new Date().toISOString();
    await this.#post(
      '/api/v2/alerts',
      labels.map((each) => ({ labels: each, endsAt })),
    );
  }

  /** @returns the id */
  async silence(name: string, value: string): Promise<string> {
    const [startsAt, endsAt] = [0, 3_600_000].map((ms) => new Date(Date.now() + ms).toISOString());
    const matchers = [{ name, value, isRegex: false, isEqual: true }];
    const answer = await this.#post('/api/v2/silences', {
      matchers,
      startsAt,
      endsAt,
      createdBy: 'me',
      comment: value,
    });
    return ((await answer.json()) as { silenceID: string }).silenceID;
  }

  /** The names of the alerts that it shows, in alphabetical order. */
  async alerts(): Promise<readonly string[]> {
    const alerts = (await this.json('/api/v2/alerts')) as readonly { labels: { alertname: string } }[];
    return alerts.map(({ labels }) => labels.alertname).toSorted();
  }

  /** The ids of the active silences, in alphabetical order. */
  async silences(): Promise<readonly string[]> {
    const all = (await this.json('/api/v2/silences')) as readonly { id: string; status: { state: string } }[];
    return all
      .filter(({ status }) => status.state === 'active')
      .map(({ id }) => id)
      .toSorted();
  }

  async cluster(): Promise<{ readonly status: string; readonly peers: readonly string[] }> {
    const { cluster } = (await this.json('/api/v2/status')) as {
      cluster: { status: string; peers: readonly { name: string }[] };
    };
    return { status: cluster.status, peers: cluster.peers.map(({ name }) => name).toSorted() };
  }

  async json(path: string): Promise<unknown> {
    return (await fetch(`${this.url}${path}`)).json();
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #post(path: string, body: unknown): Promise<Response> {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${this.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (response.status !== 200) throw new Error(`${this.name} answers ${response.status}: ${await response.text()}`);
    return response;
  }
}
