import { fstatSync, readFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { HttpConfig } from '../httpclient/http-config.js';
import { BUILD_INFO } from './build-info.js';
import type { Files } from './command-line/files.js';
import type { HttpSender, Stores, World } from './world.js';

/** An answer longer than this is cut, and then no JSON: a list of some hundred thousand alerts. */
const ANSWER_BYTES_MAX = 512 * 1024 * 1024;
/** The longest that a timer can wait; Go's durations are longer. */
const TIMER_MS_MAX = 2 ** 31 - 1;

/** The world of this process. */
export function processWorld(stores: Stores): World {
  return {
    environment: process.env,
    files: FILES,
    input: { isTerminal: isCharacterDevice(0), read: readInput },
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    nowMs: Date.now,
    userName,
    localZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    width: Number(process.env['COLUMNS']) || process.stdout.columns || 80,
    deadline: (ms) => (ms <= 0 ? AbortSignal.abort() : AbortSignal.timeout(Math.min(Math.ceil(ms), TIMER_MS_MAX))),
    connect,
    stores,
  };
}

/** The texts of Go's package os, by Node's codes. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EISDIR: 'is a directory',
  ENOTDIR: 'not a directory',
  ELOOP: 'too many levels of symbolic links',
  ENAMETOOLONG: 'file name too long',
};

const FILES: Files = {
  kindOf(path) {
    try {
      return statSync(path).isDirectory() ? 'folder' : 'file';
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw goError('stat', path, error);
    }
  },
  readText(path) {
    try {
      return readFileSync(path, 'utf8');
    } catch (error) {
      throw goError(codeOf(error) === 'EISDIR' ? 'read' : 'open', path, error);
    }
  },
};

function goError(operation: string, path: string, error: unknown): Error {
  const reason = REASONS[codeOf(error)] ?? (error instanceof Error ? error.message : String(error));
  return new Error(`${operation} ${path}: ${reason}`, { cause: error });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** A terminal, and /dev/null, from which nothing can come (amtool's own test). */
function isCharacterDevice(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice();
  } catch {
    return true;
  }
}

async function readInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** In a container the user may have no name; Go then takes the one of the environment where there is a home, too. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return process.env['HOME'] === undefined ? '' : (process.env['USER'] ?? '');
  }
}

async function connect(config: HttpConfig, folders: readonly string[]): Promise<HttpSender> {
  const { HttpClient } = await import('../httpclient/http-client.js');
  return new HttpClient(config, {
    read: (path) => readFirst(path, folders),
    userAgent: `amtool/${BUILD_INFO.version}`,
    nowMs: Date.now,
    environment: process.env,
    bodyBytesMax: ANSWER_BYTES_MAX,
  });
}

/** A file of the first folder that has it; the working directory comes last. */
async function readFirst(path: string, folders: readonly string[]): Promise<string> {
  for (const folder of isAbsolute(path) ? [] : folders) {
    try {
      return await readFile(join(folder, path), 'utf8');
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
    }
  }
  return readFile(path, 'utf8');
}
