import { type FileHandle, open, stat } from 'node:fs/promises';
import type { EncodedEvent } from './encoded-event.js';
import { EventOutput } from './event-output.js';

/** A line of JSON for each event at the end of a file. One that was moved away (log rotation) is made anew. */
export class FileOutput extends EventOutput<string> {
  override readonly name: string;
  /** One write after the other. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly path: string,
    private file: FileHandle,
  ) {
    super();
    this.name = `file:${path}`;
  }

  /** @throws when the file cannot be written */
  static async open(path: string): Promise<FileOutput> {
    return new FileOutput(path, await openToAppend(path));
  }

  override encode(event: EncodedEvent): string {
    return `${event.json}\n`;
  }

  override send(lines: readonly string[]): Promise<void> {
    const written = this.#last.then(() => this.#append(lines.join('')));
    this.#last = written.catch(() => {});
    return written;
  }

  override async close(): Promise<void> {
    await this.#last;
    await this.file.close();
  }

  async #append(text: string): Promise<void> {
    if (await this.#isReplaced()) {
      const former = this.file;
      this.file = await openToAppend(this.path);
      await former.close();
    }
    await this.file.appendFile(text);
  }

  /** Looks instead of watching: this works on every file system, and is never late. */
  async #isReplaced(): Promise<boolean> {
    const [there, ours] = await Promise.all([stat(this.path).catch(() => undefined), this.file.stat()]);
    return there === undefined || there.ino !== ours.ino || there.dev !== ours.dev;
  }
}

function openToAppend(path: string): Promise<FileHandle> {
  return open(path, 'a', 0o644);
}
