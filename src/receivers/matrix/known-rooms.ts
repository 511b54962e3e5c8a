/** So many aliases are remembered: `room_id` may be a template that makes one of every label's value. */
const ALIASES_MAX = 100;

/** Which room an alias stands for, as the homeserver said; the oldest are forgotten first. */
export class KnownRooms {
  readonly #ids = new Map<string, string>();

  get(alias: string): string | undefined {
    return this.#ids.get(alias);
  }

  remember(alias: string, id: string): void {
    this.#ids.delete(alias);
    this.#ids.set(alias, id);
    const [oldest] = this.#ids.keys();
    if (this.#ids.size > ALIASES_MAX && oldest !== undefined) this.#ids.delete(oldest);
  }

  forget(alias: string): void {
    this.#ids.delete(alias);
  }
}
