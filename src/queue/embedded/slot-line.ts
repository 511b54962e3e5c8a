/** Every so many-th turn is for whoever has waited longest: how what is less urgent is not put off for ever. */
const OLDEST_EVERY = 4;

/**
 * The lanes of an integration that are due and may not begin yet. The most urgent goes first, and of those as urgent the one
 * that has waited longest; each fourth turn goes by the time waited alone. So a lane with n others before it in time
 * has its turn after 4(n + 1) at most, whatever comes after it.
 */
export class SlotLine<Lane> {
  /** In the order in which they came, with their urgency. */
  readonly #all = new Map<Lane, number>();
  readonly #byUrgency = new Map<number, Set<Lane>>();
  #turns = 0;

  get size(): number {
    return this.#all.size;
  }

  /** Adds a lane; one that stands here already keeps its place in time. */
  add(lane: Lane, urgency: number): void {
    const known = this.#all.get(lane);
    if (known === urgency) return;
    if (known !== undefined) this.#leave(lane, known);
    this.#all.set(lane, urgency);
    const rank = this.#byUrgency.get(urgency) ?? new Set();
    this.#byUrgency.set(urgency, rank.add(lane));
  }

  delete(lane: Lane): void {
    const urgency = this.#all.get(lane);
    if (urgency === undefined) return;
    this.#all.delete(lane);
    this.#leave(lane, urgency);
  }

  /** Takes the lanes whose turn it is, up to so many. */
  take(max: number): Lane[] {
    const taken: Lane[] = [];
    while (taken.length < max) {
      const isForOldest = ++this.#turns % OLDEST_EVERY === 0;
      const lane: Lane | undefined = isForOldest ? this.#all.keys().next().value : this.#mostUrgent();
      if (lane === undefined) break;
      this.delete(lane);
      taken.push(lane);
    }
    return taken;
  }

  #mostUrgent(): Lane | undefined {
    if (this.#all.size === 0) return undefined;
    return this.#byUrgency
      .get(Math.min(...this.#byUrgency.keys()))
      ?.values()
      .next().value;
  }

  #leave(lane: Lane, urgency: number): void {
    const rank = this.#byUrgency.get(urgency);
    rank?.delete(lane);
    if (rank?.size === 0) this.#byUrgency.delete(urgency);
  }
}
