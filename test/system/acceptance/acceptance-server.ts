import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningProgram, startProgram } from '../../support/processes.js';

const ROOT = join(import.meta.dirname, '../../..');
const BINARY = join(ROOT, 'bin/tocsin');
/** What is put in the place of Alertmanager's binary. */
const SERVER: readonly [string, ...string[]] = existsSync(BINARY)
  ? [BINARY]
  : [process.execPath, join(ROOT, 'bin/tocsin')];

/** How long Alertmanager's harness waits for the address, and for a peer. */
const START_MS = 20_000;

export interface AcceptanceOptions {
  readonly config: string;
  readonly features?: readonly string[];
  readonly routePrefix?: string;
  readonly args?: readonly string[];
}

/** A server, started and found as Alertmanager's own acceptance tests start and find theirs. */
export class AcceptanceServer {
  private constructor(
    private readonly program: RunningProgram,
    private readonly folder: string,
    /** Address of the API, with the route prefix and without a slash at its end. */
    readonly url: string,
  ) {}

  /** @throws {Error} when no address is in its log, or no peer in its status, in time */
  static async start({ config, features = [], routePrefix, args = [] }: AcceptanceOptions): Promise<AcceptanceServer> {
    const folder = mkdtempSync(join(tmpdir(), 'am_test'));
    writeFileSync(join(folder, 'config.yml'), config);
    const [command, ...first] = SERVER;
    const program = startProgram(command, [
      ...first,
      ...['--config.file', join(folder, 'config.yml')],
      ...['--log.level', 'debug'],
      ...['--web.listen-address', '127.0.0.1:0'],
      ...['--storage.path', folder],
      ...['--cluster.listen-address', '127.0.0.1:0'],
      ...['--cluster.settle-timeout', '0s'],
      ...(features.length > 0 ? ['--enable-feature', features.join(',')] : []),
      ...(routePrefix === undefined ? [] : ['--web.route-prefix', routePrefix]),
      ...args,
    ]);
    try {
      const address = await within(START_MS, 'the line with the address', () => addressIn(program.errorOutput()));
      const server = new AcceptanceServer(program, folder, `http://${address}${routePrefix ?? ''}`);
      await within(START_MS, 'a peer in the status', () => server.#hasPeer());
      return server;
    } catch (error) {
      await program.stop('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
      throw new Error(`the server did not start: ${program.output()}`, { cause: error });
    }
  }

  get(path: string): Promise<Response> {
    return fetch(`${this.url}/api/v2${path}`);
  }

  post(path: string, body: unknown): Promise<Response> {
    const headers = { 'content-type': 'application/json' };
    return fetch(`${this.url}/api/v2${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  delete(path: string): Promise<Response> {
    return fetch(`${this.url}/api/v2${path}`, { method: 'DELETE' });
  }

  reload(): void {
    this.program.signal('SIGHUP');
  }

  /** @returns the exit code */
  async stop(): Promise<number | null> {
    const code = await this.program.stop('SIGTERM');
    rmSync(this.folder, { recursive: true, force: true });
    return code;
  }

  async #hasPeer(): Promise<true | undefined> {
    const response = await this.get('/status');
    const { cluster } = (await response.json()) as { cluster: { peers: readonly unknown[] } };
    return cluster.peers.length > 0 ? true : undefined;
  }
}

/** As Alertmanager's harness finds it. */
function addressIn(log: string): string | undefined {
  const line = log.split('\n').find((one) => one.includes('Listening on'));
  return line?.match(/address=(\S+)/)?.[1];
}

async function within<T>(ms: number, what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const endMs = Date.now() + ms;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > endMs) throw new Error(`${what} did not come within ${ms} ms`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
