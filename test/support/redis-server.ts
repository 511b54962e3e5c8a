import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, type RunningProgram, startProgram } from './processes.js';

/** A Redis of a test's own, on a free port of this machine. */
export interface RedisServer {
  readonly url: string;
  readonly port: number;
  /** Stops answering while its connections stay: a machine that hangs. */
  freeze(): void;
  thaw(): void;
  /** Ends it as a crash does; what it has written down stays. */
  kill(): Promise<void>;
  /** Starts it again after `kill`: with what it had, or empty. */
  restart(how: 'with data' | 'empty'): Promise<void>;
  /** What it answers to a command without spaces in its arguments. */
  ask(command: string): Promise<string>;
  /** Ends it for good and removes its folder. */
  remove(): Promise<void>;
}

/** @param args more arguments of redis-server, such as `--maxmemory` */
export async function startRedisServer(...args: readonly string[]): Promise<RedisServer> {
  const port = await freePort();
  let folder = newFolder();
  const folders = [folder];
  const start = async () => {
    const server = startProgram('redis-server', [
      ...['--bind', '127.0.0.1', '--port', String(port), '--dir', folder],
      ...['--save', '', '--appendonly', 'yes', '--appendfsync', 'always'],
      ...args,
    ]);
    await answering(server, port);
    return server;
  };
  let program = await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    freeze: () => program.signal('SIGSTOP'),
    thaw: () => program.signal('SIGCONT'),
    async kill() {
      await program.stop('SIGKILL');
    },
    async restart(how) {
      if (how === 'empty') {
        folder = newFolder();
        folders.push(folder);
      }
      program = await start();
    },
    ask: (command) => ask(port, command),
    async remove() {
      await program.stop('SIGKILL');
      for (const each of folders) rmSync(each, { recursive: true, force: true });
    },
  };
}

/** A Sentinel of a test's own, which knows the server of this port as `main`. */
export async function startSentinel(serverPort: number): Promise<{ readonly port: number; remove(): Promise<void> }> {
  const port = await freePort();
  const folder = newFolder();
  const file = join(folder, 'sentinel.conf');
  writeFileSync(file, `port ${port}\nbind 127.0.0.1\ndir ${folder}\nsentinel monitor main 127.0.0.1 ${serverPort} 1\n`);
  const program = startProgram('redis-server', [file, '--sentinel']);
  await answering(program, port);
  return {
    port,
    async remove() {
      await program.stop('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'tocsin-redis-'));
}

/** It takes connections before it has read its data; then it answers PING with an error. */
async function answering(program: RunningProgram, port: number): Promise<void> {
  const endMs = Date.now() + 20_000;
  let hasEnded = false;
  void program.ended.then(() => {
    hasEnded = true;
  });
  while (!(await answersPing(port))) {
    if (hasEnded) throw new Error(`redis-server ended (apt-get install redis-server?):\n${program.output()}`);
    if (Date.now() > endMs) throw new Error(`redis-server does not answer:\n${program.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function answersPing(port: number): Promise<boolean> {
  try {
    return /^(\+PONG|-NOAUTH)/.test(await ask(port, 'PING'));
  } catch {
    return false;
  }
}

function ask(port: number, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(port, '127.0.0.1', () => socket.write(`${command}\r\n`));
    const end = (error: Error | undefined, answer = '') => {
      socket.destroy();
      if (error === undefined) resolve(answer);
      else reject(error);
    };
    socket.setTimeout(1_000, () => end(new Error(`no answer to ${command}`)));
    socket.once('error', end);
    socket.once('data', (data) => end(undefined, data.toString()));
  });
}
