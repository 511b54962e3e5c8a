import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { freePort, type RunningProgram, startProgram } from '../support/processes.js';
import type { Question } from './history.js';

/** Alertmanager is Debian's; both are told apart by what receivers see as `User-Agent`. */
export type Side = 'alertmanager' | 'tocsin';

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

const COMMANDS: Readonly<Record<Side, readonly [string, ...string[]]>> = {
  alertmanager: ['prometheus-alertmanager'],
  tocsin: [process.execPath, join(import.meta.dirname, '../../bin/tocsin')],
};

/** Times that a server makes are in its own zone: one that is not UTC shows where that matters. */
const ZONE = 'Europe/Berlin';

const ANSWER_MS = 10_000;

/** One of the two servers of a pair. */
export class PeerServer {
  #program: RunningProgram | undefined;

  private constructor(
    readonly side: Side,
    private readonly folder: string,
    private readonly port: number,
    private readonly more: readonly string[],
  ) {}

  /** Takes a folder of its own below the one that is given; does not start yet. @param more arguments */
  static async at(side: Side, parent: string, more: readonly string[] = []): Promise<PeerServer> {
    const folder = join(parent, side);
    mkdirSync(folder);
    return new PeerServer(side, folder, await freePort(), more);
  }

  configure(text: string): void {
    writeFileSync(join(this.folder, 'alertmanager.yml'), text);
  }

  async start(): Promise<void> {
    const [command, ...first] = COMMANDS[this.side];
    this.#program = startProgram('env', [
      `TZ=${ZONE}`,
      command,
      ...first,
      `--config.file=${this.folder}/alertmanager.yml`,
      `--storage.path=${this.folder}/data`,
      `--web.listen-address=127.0.0.1:${this.port}`,
      '--web.external-url=http://alerts.test/am',
      '--web.route-prefix=/',
      '--cluster.listen-address=',
      ...this.more,
    ]);
    await this.#program.ready(`http://127.0.0.1:${this.port}/-/ready`);
  }

  /** @returns the exit code */
  async stop(): Promise<number | null | undefined> {
    return this.#program?.stop('SIGTERM');
  }

  hangUp(): void {
    this.#program?.signal('SIGHUP');
  }

  api({ method, path, contentType, body }: Question): Promise<Answer> {
    return this.#request(method, `/api/v2${path}`, contentType, body);
  }

  reload(): Promise<Answer> {
    return this.#request('POST', '/-/reload', undefined, undefined);
  }

  #request(method: string, path: string, contentType: string | undefined, body: string | undefined): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const headers = contentType === undefined ? {} : { 'content-type': contentType };
      const options = { host: '127.0.0.1', port: this.port, method, path, headers, agent: false, timeout: ANSWER_MS };
      const outgoing = request(options, async (response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk as Buffer);
        resolve({
          status: response.statusCode ?? 0,
          contentType: response.headers['content-type'] ?? '',
          body: Buffer.concat(chunks).toString(),
        });
      });
      outgoing.once('timeout', () => outgoing.destroy(new Error(`${this.side} does not answer ${method} ${path}`)));
      outgoing.once('error', reject);
      outgoing.end(body);
    });
  }
}
