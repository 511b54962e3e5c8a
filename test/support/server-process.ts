import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, type RunningProgram, startProgram } from './processes.js';

/** A server of its own with its configuration and its data in a folder of its own. */
export interface ServerProcess {
  readonly folder: string;
  readonly url: string;
  readonly program: RunningProgram;
  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** Writes another configuration and has it read. */
  reload(config: string): Promise<Response>;
  /** @returns the value of a series as the page of metrics shows it; undefined where there is none */
  metric(series: string): Promise<string | undefined>;
  /** Ends it, if it has not ended yet, and removes its folder. */
  remove(): Promise<void>;
}

const ENTRY = join(import.meta.dirname, '../../bin/tocsin');

export async function startServerProcess(config: string, ...flags: readonly string[]): Promise<ServerProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-process-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const file = join(folder, 'alertmanager.yml');
  writeFileSync(file, config);
  const program = startProgram(process.execPath, [
    ENTRY,
    `--config.file=${file}`,
    `--storage.path=${folder}/data`,
    `--web.listen-address=127.0.0.1:${port}`,
    ...flags,
  ]);
  await program.ready(`${url}/-/ready`);
  return {
    folder,
    url,
    program,
    post: (path, body, headers = {}) =>
      fetch(`${url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    async reload(text) {
      writeFileSync(file, text);
      return fetch(`${url}/-/reload`, { method: 'POST' });
    },
    async metric(series) {
      const page = await (await fetch(`${url}/metrics`)).text();
      const line = page.split('\n').find((each) => each.startsWith(`${series} `));
      return line?.slice(series.length + 1);
    },
    async remove() {
      await program.stop('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
