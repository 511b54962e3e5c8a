import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';

/** A program that a test started. It ends by its own process id. */
export interface RunningProgram {
  readonly pid: number;
  /** What it has written to stdout and stderr so far. */
  output(): string;
  /** What it has written to stderr alone. */
  errorOutput(): string;
  /** Waits until it answers 200 at this address. */
  ready(url: string, timeoutMs?: number): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** Its exit code, once it has ended; null where it was killed. */
  readonly ended: Promise<number | null>;
  /** Asks it to end and waits until it has. @returns its exit code */
  stop(name?: NodeJS.Signals): Promise<number | null>;
}

/** @param command what to install when it is missing is said by the error */
export function startProgram(
  command: string,
  args: readonly string[],
  options: Pick<SpawnOptions, 'cwd' | 'env' | 'uid' | 'gid'> = {},
): RunningProgram {
  const child: ChildProcess = spawn(command, [...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errorOutput = '';
  // A program that talks without end must not fill the memory.
  const end = (text: string) => text.slice(-1_000_000);
  child.stdout?.on('data', (chunk: Buffer) => {
    output = end(`${output}${chunk.toString()}`);
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    output = end(`${output}${chunk.toString()}`);
    errorOutput = end(`${errorOutput}${chunk.toString()}`);
  });
  let failure: Error | undefined;
  child.once('error', (error) => {
    failure = new Error(`${command} cannot be started (${error.message}); npm test says what to install`);
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => resolve(code));
    child.once('error', () => resolve(null));
  });

  return {
    pid: child.pid ?? 0,
    output: () => output,
    errorOutput: () => errorOutput,
    async ready(url, timeoutMs = 20_000) {
      const endMs = Date.now() + timeoutMs;
      for (;;) {
        if (failure !== undefined) throw failure;
        if (child.exitCode !== null) throw new Error(`${command} ended with ${child.exitCode}:\n${output}`);
        if (await isOk(url)) return;
        if (Date.now() > endMs) throw new Error(`${command} does not answer at ${url}:\n${output}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    ended,
    signal: (name) => void child.kill(name),
    stop(name = 'SIGTERM') {
      child.kill(name);
      return ended;
    },
  };
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function isOk(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}
