/** The values that were used last, by key: the one that was not used for longest makes room. */
export class Recent<V> {
  readonly #values = new Map<string, V>();

  /** @param max how many are kept */
  constructor(readonly max: number) {}

  get size(): number {
    return this.#values.size;
  }

  /** What is kept under the key, or what `make` makes; when it throws, nothing is kept. */
  getOrMake(key: string, make: () => V): V {
    const known = this.#values.get(key);
    const value = known ?? make();
    if (known !== undefined) this.#values.delete(key);
    else if (this.#values.size >= this.max) this.#forgetOldest();
    this.#values.set(key, value);
    return value;
  }

  #forgetOldest(): void {
    for (const oldest of this.#values.keys()) {
      this.#values.delete(oldest);
      return;
    }
  }
}
