import { GoBoundError } from '../go-function.js';

/** Characters that one text may grow to while a template runs: far above any message, far below the heap. */
export const TEXT_LENGTH_MAX = 16 * 1024 * 1024;

/** A text that is being printed; it refuses to grow beyond its bound. */
export class Output {
  #text = '';

  constructor(private readonly lengthMax = TEXT_LENGTH_MAX) {}

  get text(): string {
    return this.#text;
  }

  write(text: string): void {
    if (this.#text.length + text.length > this.lengthMax) {
      throw new GoBoundError(`text longer than ${this.lengthMax} characters`);
    }
    this.#text += text;
  }
}
