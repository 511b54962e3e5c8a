import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'undici';
import { freePort } from '../test/support/processes.js';

/** Which server is measured. `bare` parses bodies and drops them: what Node could do at best. */
export type Kind = 'tocsin' | 'alertmanager' | 'bare';

/** A server in a process of its own, as the operating system sees it. */
export interface ServerProcess {
  readonly kind: Kind;
  readonly pool: Pool;
  readonly url: string;
  /** From its start until it answered that it is ready, milliseconds. */
  readonly readyMs: number;
  /** User and system time so far, seconds. */
  cpuSeconds(): number;
  /** Resolves once it has done what it does after its answers: its CPU stands still, or half a minute is over. */
  settled(): Promise<void>;
  /** Resident memory, MiB: now, and at its highest. */
  memory(): { readonly now: number; readonly peak: number };
  /** Milliseconds that its event loop was held up since this was asked last; of Tocsin alone, while it runs. */
  loopDelay(): Promise<{ readonly p99: number; readonly max: number } | undefined>;
  /** Ends it; its files stay. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same files. */
  restart(): Promise<ServerProcess>;
  /** Ends it and removes its files. */
  [Symbol.asyncDispose](): Promise<void>;
}

const ROOT = join(import.meta.dirname, '..');
const CONNECTIONS = 16;
const READY_MS = 60_000;

/** Where `npm run profile` wants the profiles of Tocsin's processes; then nothing is compared, and nothing published. */
export const PROFILE = process.env['BENCH_PROFILE'];

/** Whether Debian's Alertmanager is installed: without it, there is nothing to compare with. */
export function hasAlertmanager(): boolean {
  try {
    execFileSync('prometheus-alertmanager', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Those of the servers that there are here, in the order in which they run. */
export function kinds(...wanted: readonly Kind[]): readonly Kind[] {
  if (PROFILE !== undefined) return ['tocsin'];
  return wanted.filter((kind) => kind !== 'alertmanager' || hasAlertmanager());
}

/**
 * @param config of alertmanager.yml, that both understand
 * @param more arguments of the server
 */
export async function startServer(kind: Kind, config: string, more: readonly string[] = []): Promise<ServerProcess> {
  const folder = mkdtempSync(join(tmpdir(), `bench-${kind}-`));
  writeFileSync(join(folder, 'alertmanager.yml'), config);
  return startIn(kind, folder, more);
}

async function startIn(kind: Kind, folder: string, more: readonly string[]): Promise<ServerProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const [command, args] = commandOf(kind, folder, port);
  const startedMs = performance.now();
  const loopFile = join(folder, 'loop-delay.json');
  const env = { ...process.env, BENCH_LOOP_DELAY: loopFile };
  const child = spawn(command, [...args, ...more], { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'pipe'] });
  let words = '';
  child.stderr.on('data', (chunk: Buffer) => {
    words = `${words}${chunk}`.slice(-4_000);
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} cannot be started`);
  const pool = new Pool(url, { connections: CONNECTIONS, headersTimeout: 0, bodyTimeout: 0 });
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${command} ended with ${child.exitCode}: ${words}`);
    if (performance.now() - startedMs > READY_MS) throw new Error(`${command} does not get ready: ${words}`);
    if (await isReady(pool)) break;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  const readyMs = performance.now() - startedMs;
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal);
    await ended;
    await pool.destroy();
  };
  return {
    kind,
    pool,
    url,
    readyMs,
    cpuSeconds: () => cpuSecondsOf(pid),
    settled: () => settled(pid),
    memory: () => memoryOf(pid),
    loopDelay: async () => {
      if (kind !== 'tocsin' || child.exitCode !== null || child.signalCode !== null) return undefined;
      child.kill('SIGUSR2');
      return answerIn(loopFile);
    },
    stop,
    restart: () => startIn(kind, folder, more),
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null)
        await stop(PROFILE === undefined ? 'SIGKILL' : 'SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function commandOf(kind: Kind, folder: string, port: number): [command: string, args: string[]] {
  const files = [
    `--config.file=${join(folder, 'alertmanager.yml')}`,
    `--storage.path=${join(folder, 'data')}`,
    `--web.listen-address=127.0.0.1:${port}`,
    '--log.level=error',
  ];
  switch (kind) {
    case 'tocsin':
      return [
        process.execPath,
        [
          ...profileFlags(),
          '--import',
          join(import.meta.dirname, 'loop-delay.mjs'),
          join(ROOT, 'bin/tocsin'),
          ...files,
        ],
      ];
    case 'alertmanager':
      return ['prometheus-alertmanager', [...files, '--cluster.listen-address=']];
    case 'bare':
      return [process.execPath, [join(import.meta.dirname, 'bare-server.mjs'), String(port)]];
  }
}

/** A profile is written when the process ends by itself, not when it is killed. */
function profileFlags(): string[] {
  return PROFILE === undefined ? [] : ['--cpu-prof', '--cpu-prof-interval=500', `--cpu-prof-dir=${PROFILE}`];
}

/** How long a process that is busy may take to answer a signal. */
const SIGNAL_MS = 5_000;

async function answerIn(file: string): Promise<{ p99: number; max: number } | undefined> {
  for (const endMs = performance.now() + SIGNAL_MS; performance.now() < endMs; ) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    if (!text.endsWith('}')) continue;
    rmSync(file);
    return JSON.parse(text) as { p99: number; max: number };
  }
  return undefined;
}

async function isReady(pool: Pool): Promise<boolean> {
  try {
    const { statusCode, body } = await pool.request({ method: 'GET', path: '/-/ready' });
    await body.dump();
    return statusCode === 200;
  } catch {
    return false;
  }
}

/** Clock ticks of the kernel's accounting: 100 a second on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

function cpuSecondsOf(pid: number): number {
  // The command is in brackets and may hold spaces; user and system time are the 14th and 15th field.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Longer than anything that is written behind waits. */
const QUIET_MS = 1_500;
const QUIET_SECONDS = 0.03;
const SETTLE_ROUNDS = 20;

async function settled(pid: number): Promise<void> {
  for (let round = 0; round < SETTLE_ROUNDS; round++) {
    const before = cpuSecondsOf(pid);
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    if (cpuSecondsOf(pid) - before <= QUIET_SECONDS) return;
  }
}

function memoryOf(pid: number): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mebibytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) / 1024;
  return { now: mebibytes('VmRSS'), peak: mebibytes('VmHWM') };
}
