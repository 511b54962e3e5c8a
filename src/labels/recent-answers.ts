/**
 * Remembers answers by key, in two halves: when the new half is full, the old one is forgotten and the new one takes
 * its place. What is asked for again moves to the new half, so a flood of keys that come once cannot drive out those
 * that come again and again.
 */
export class RecentAnswers<T, Key = string> {
  #fresh = new Map<Key, T>();
  #old = new Map<Key, T>();

  /** @param max how many answers are kept in all */
  constructor(private readonly max: number) {}

  get(key: Key): T | undefined {
    const fresh = this.#fresh.get(key);
    if (fresh !== undefined) return fresh;
    const old = this.#old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: Key, answer: T): void {
    if (this.#fresh.size >= this.max / 2) this.turn();
    this.#fresh.set(key, answer);
  }

  /** Forgets what was not asked for since it was called last. */
  turn(): void {
    this.#old = this.#fresh;
    this.#fresh = new Map();
  }
}
