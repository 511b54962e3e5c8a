import { existsSync, mkdtempSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
const ROOM_BYTES = 1024 * 1024 * 1024;

/** An empty folder, in memory where there is room: in virtual time nothing is learned from waiting for a disk. */
export function scratchFolder(): string {
  return mkdtempSync(join(hasRoom() ? MEMORY : tmpdir(), 'tocsin-'));
}

function hasRoom(): boolean {
  if (!existsSync(MEMORY)) return false;
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize > ROOM_BYTES;
}
