import type { BigIntStats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { SharedRun } from './shared-run.js';

/** Two writes within this time may leave the same times behind, on the coarsest file systems. */
const SETTLED_AFTER_MS = 2_000;

/** Nothing that is read here comes near. */
const BYTES_MAX = 1024 * 1024;

interface Seen {
  readonly content: Buffer;
  /** What a changed file does not keep; undefined while it may change unseen. */
  readonly stamp: string | undefined;
}

/** A file that may change at any time, and whose content is read again only when it may have. */
export class ChangingFile {
  readonly #look = new SharedRun(() => this.#read());
  #seen: Seen | undefined;

  constructor(readonly path: string) {}

  /**
   * The content now: the same buffer for as long as it stays the same.
   *
   * @throws {Error} in Go's words, such as `open a.yml: no such file or directory`
   */
  content(): Promise<Buffer> {
    return this.#look.ask();
  }

  async #read(): Promise<Buffer> {
    try {
      return await this.#readIfChanged();
    } catch (error) {
      throw new Error(inGoWords(this.path, error), { cause: error });
    }
  }

  async #readIfChanged(): Promise<Buffer> {
    if (this.#seen?.stamp === stampOf(await stat(this.path, { bigint: true }))) return this.#seen.content;
    // Looked at and read through one handle: a file that takes this one's place meanwhile is seen the next time.
    const file = await open(this.path);
    try {
      const stats = await file.stat({ bigint: true });
      if (stats.size > BYTES_MAX) throw new Error(`larger than ${BYTES_MAX} bytes`);
      const content = await file.readFile();
      this.#seen = {
        content: this.#seen?.content.equals(content) === true ? this.#seen.content : content,
        stamp: isSettled(stats) ? stampOf(stats) : undefined,
      };
      return this.#seen.content;
    } finally {
      await file.close();
    }
  }
}

function stampOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [dev, ino, size, mtimeNs, ctimeNs].join(':');
}

function isSettled({ mtimeMs, ctimeMs }: BigIntStats): boolean {
  return Date.now() - Number(ctimeMs > mtimeMs ? ctimeMs : mtimeMs) > SETTLED_AFTER_MS;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EISDIR: 'is a directory',
  ENOTDIR: 'not a directory',
};

function inGoWords(path: string, error: unknown): string {
  const code = codeOf(error);
  const reason = REASONS[code] ?? (error instanceof Error ? error.message : String(error));
  return `${code === 'EISDIR' ? 'read' : 'open'} ${path}: ${reason}`;
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
