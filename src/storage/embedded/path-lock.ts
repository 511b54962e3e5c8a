import { randomUUID } from 'node:crypto';
import { closeSync, linkSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { createConnection, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import type { Logger } from '../../log/logger.js';

const FILE = 'tocsin.lock';

/** 107, and room for what is added when a socket is taken away. */
const NAME_BYTES_MAX = 90;

/** Another process may be between making its socket and listening on it. */
const SECOND_LOOK_MS = 50;

/** Each round takes away a socket that a dead process left; others may do so at the same time. */
const ROUNDS = 5;

/** Who does not say its number at once is there all the same. */
const ANSWER_MS = 1_000;
const PID_DIGITS = 10;

/** The storage path belongs to another process that is alive. */
export class PathInUseError extends Error {
  override readonly name = 'PathInUseError';
}

/** Says that a storage path is this process', for as long as it lives. */
export interface PathLock {
  release(): Promise<void>;
}

/**
 * Takes a storage path: two processes on one path would page twice, and each would overwrite what the other knows.
 *
 * The lock is a socket in that folder on which its process listens. The kernel closes it with the process, however that
 * ends, and finds it from another container that shares the folder, too, which the numbers of processes would not. A file
 * system without sockets cannot be locked; that is told, and no reason not to page people.
 *
 * @throws {PathInUseError} when a living process has it
 */
export async function lockPath(path: string, logger: Logger): Promise<PathLock> {
  const place = placeIn(path);
  try {
    const server = await take(place.socket, path);
    return {
      async release() {
        await new Promise((resolve) => server.close(resolve));
        place.close();
      },
    };
  } catch (error) {
    place.close();
    if (error instanceof PathInUseError) throw error;
    logger.warn('Storage path cannot be locked; see to it that no other process uses it', { path, err: String(error) });
    return { release: async () => undefined };
  }
}

async function take(socket: string, path: string): Promise<Server> {
  for (let round = 0; round < ROUNDS; round++) {
    try {
      return await listen(socket);
    } catch (error) {
      if (codeOf(error) !== 'EADDRINUSE') throw error;
    }
    const left = identityOf(socket);
    for (const waitMs of [0, SECOND_LOOK_MS]) {
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      await refuseIfAlive(socket, path);
    }
    if (left !== undefined && left === identityOf(socket)) await takeAway(socket, path);
  }
  throw new PathInUseError(`storage path ${path}: its lock ${FILE} is taken away and made again all the time`);
}

async function refuseIfAlive(socket: string, path: string): Promise<void> {
  const owner = await ask(socket);
  if (owner === undefined) return;
  throw new PathInUseError(
    `storage path ${path} is in use by another process${owner}: stop it, or give this one another --storage.path`,
  );
}

/**
 * Removes what a dead process left. Of several processes that come at once, one alone renames it; one that got the new
 * socket of another after all puts it back.
 */
async function takeAway(socket: string, path: string): Promise<void> {
  const aside = `${socket}.${randomUUID().slice(0, 8)}`;
  try {
    renameSync(socket, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  try {
    await refuseIfAlive(aside, path);
  } catch (error) {
    // Where a third one took the place meanwhile, there is no way back.
    if (identityOf(socket) === undefined) linkSync(aside, socket);
    throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

/** The number of a file is given again when it is gone. @returns undefined where there is nothing */
function identityOf(socket: string): string | undefined {
  const stat = statSync(socket, { throwIfNoEntry: false });
  return stat && `${stat.ino} ${stat.ctimeMs}`;
}

/** @returns who answers; undefined where nobody listens */
function ask(socket: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const connection = createConnection(socket);
    let answer = '';
    const done = (owner: string | undefined) => {
      connection.destroy();
      resolve(owner);
    };
    const nameOf = () => (/^[0-9]+$/.test(answer) ? ` (process ${answer})` : '');
    connection.setTimeout(ANSWER_MS, () => done(nameOf()));
    connection.on('data', (bytes: Buffer) => {
      if (answer.length < PID_DIGITS) answer += bytes.toString();
    });
    connection.on('end', () => done(nameOf()));
    // Nobody listens, or there is no socket any more. Whoever may not ask, may not know either.
    connection.on('error', (error) => done(['ECONNREFUSED', 'ENOENT'].includes(codeOf(error)) ? undefined : nameOf()));
  });
}

function listen(socket: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((connection) => {
      connection.on('error', () => connection.destroy());
      connection.end(String(process.pid));
    });
    server.once('error', reject);
    server.listen(socket, () => resolve(server.unref()));
  });
}

/** The name of a socket has 107 bytes at most, and what is longer is cut; a deep folder has a short name for its owner. */
function placeIn(path: string): { readonly socket: string; close(): void } {
  const socket = join(path, FILE);
  if (Buffer.byteLength(socket) <= NAME_BYTES_MAX) return { socket, close: () => undefined };
  const folder = openSync(path, 'r');
  return { socket: `/proc/self/fd/${folder}/${FILE}`, close: () => closeSync(folder) };
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
