/** Does one thing after another for each key. */
export class Lines {
  readonly #ends = new Map<string, Promise<void>>();

  /** @param task which never rejects */
  add(key: string, task: () => Promise<void>): void {
    const end: Promise<void> = (this.#ends.get(key) ?? Promise.resolve()).then(task).finally(() => {
      if (this.#ends.get(key) === end) this.#ends.delete(key);
    });
    this.#ends.set(key, end);
  }
}
