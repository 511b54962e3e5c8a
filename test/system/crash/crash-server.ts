import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, type RunningProgram, startProgram } from '../../support/processes.js';

const ENTRY = join(import.meta.dirname, '../../../bin/tocsin');
const CLOCK = join(import.meta.dirname, 'shifted-clock.mjs');

/** A busy machine takes its time; a server that does not start at all is found out all the same. */
const READY_MS = 60_000;

/** A server that is killed and started again over the same store, on the same port. */
export class CrashServer {
  readonly folder = mkdtempSync(join(tmpdir(), 'tocsin-crash-'));
  #program: RunningProgram | undefined;

  private constructor(readonly url: string) {}

  /** @param config of `alertmanager.yml` */
  static async prepare(config: string): Promise<CrashServer> {
    const server = new CrashServer(`http://127.0.0.1:${await freePort()}`);
    mkdirSync(server.storagePath);
    writeFileSync(join(server.folder, 'alertmanager.yml'), config);
    server.setClock(0);
    return server;
  }

  get storagePath(): string {
    return join(this.folder, 'data');
  }

  get storeFile(): string {
    return join(this.storagePath, 'tocsin.lmdb');
  }

  get program(): RunningProgram {
    if (this.#program === undefined) throw new Error('the server was not started');
    return this.#program;
  }

  /** Sets the server's clock, and only that one's: ahead or back. */
  setClock(offsetMs: number): void {
    writeFileSync(this.#clockFile, String(offsetMs));
  }

  /** Starts the process; it is not ready yet. */
  launch(): RunningProgram {
    this.#program = startProgram(
      process.execPath,
      [
        `--import=${CLOCK}`,
        ENTRY,
        `--config.file=${this.folder}/alertmanager.yml`,
        `--storage.path=${this.storagePath}`,
        `--web.listen-address=${new URL(this.url).host}`,
        '--dispatch.maintenance-interval=1s',
      ],
      { env: { ...process.env, CLOCK_OFFSET: this.#clockFile } },
    );
    return this.#program;
  }

  get #clockFile(): string {
    return join(this.folder, 'clock');
  }

  async start(): Promise<void> {
    await this.launch().ready(`${this.url}/-/ready`, READY_MS);
  }

  async kill(): Promise<void> {
    await this.program.stop('SIGKILL');
  }

  async post(path: string, body: unknown): Promise<Response> {
    const headers = { 'content-type': 'application/json' };
    return fetch(`${this.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  async json(path: string): Promise<unknown> {
    return (await fetch(`${this.url}${path}`)).json();
  }

  /** @returns the value of a series on the page of metrics */
  async metric(series: string): Promise<string | undefined> {
    const page = await (await fetch(`${this.url}/metrics`)).text();
    return page
      .split('\n')
      .find((line) => line.startsWith(`${series} `))
      ?.slice(series.length + 1);
  }

  async remove(): Promise<void> {
    await this.#program?.stop('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}
