/** Keeps what arrived, and lets a test wait for more. */
export class Recorder<T> {
  readonly all: T[] = [];
  readonly #waiting = new Set<() => void>();

  add(item: T): void {
    this.all.push(item);
    for (const look of this.#waiting) look();
  }

  /**
   * The first item that holds, once it is there.
   *
   * @throws {Error} when it does not come in time, with what came instead
   */
  waitFor(holds: (item: T) => boolean, timeoutMs: number, what: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = this.all.find(holds);
        if (found === undefined) return;
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve(found);
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(look);
        reject(
          new Error(`${what} did not come within ${timeoutMs} ms; these came: ${JSON.stringify(this.all, null, 1)}`),
        );
      }, timeoutMs);
      this.#waiting.add(look);
      look();
    });
  }
}
