import type { LabelSet } from '../labels/label-set.js';
import { type Matcher, matchesAll } from '../labels/matcher.js';
import type { Silence } from './silence.js';

/** One matcher set of a silence, where it is filed. */
interface Filed {
  readonly silence: Silence;
  readonly matchers: readonly Matcher[];
  /** Counts up as silences are made. */
  readonly order: number;
}

/**
 * Finds the silences that match an alert at the cost of those that could: a matcher set with an equality of a
 * non-empty value is filed under it, and looked at only for alerts that have that value.
 */
export class SilenceIndex {
  readonly #byValue = new Map<string, Map<string, Filed>>();
  readonly #always = new Map<string, Filed>();
  readonly #places = new Map<string, { readonly order: number; readonly keys: readonly (string | undefined)[] }>();
  #made = 0;

  /** Files a silence, in the place of an older version of it. */
  put(silence: Silence): void {
    const order = this.#places.get(silence.id)?.order ?? this.#made++;
    this.remove(silence.id);
    const keys = silence.matcherSets.map((matchers, at) => {
      const key = this.#rarestKey(matchers);
      this.#folder(key).set(`${silence.id}/${at}`, { silence, matchers, order });
      return key;
    });
    this.#places.set(silence.id, { order, keys });
  }

  remove(id: string): void {
    const place = this.#places.get(id);
    if (place === undefined) return;
    for (const [at, key] of place.keys.entries()) {
      const folder = this.#folder(key);
      folder.delete(`${id}/${at}`);
      if (key !== undefined && folder.size === 0) this.#byValue.delete(key);
    }
    this.#places.delete(id);
  }

  /** Every silence, whatever its state, of which a matcher set matches; in the order in which they were made. */
  matching(labels: LabelSet): Silence[] {
    const found = new Map<string, Filed>();
    const look = (folder: ReadonlyMap<string, Filed> | undefined) => {
      for (const filed of folder?.values() ?? []) {
        if (!found.has(filed.silence.id) && matchesAll(filed.matchers, labels)) found.set(filed.silence.id, filed);
      }
    };
    for (const [name, value] of labels) look(this.#byValue.get(keyOf(name, value)));
    look(this.#always);
    return [...found.values()].sort((a, b) => a.order - b.order).map(({ silence }) => silence);
  }

  /** Of several equalities the one that fewest silences are filed under. */
  #rarestKey(matchers: readonly Matcher[]): string | undefined {
    let rarest: { readonly key: string; readonly size: number } | undefined;
    for (const { name, operator, value } of matchers) {
      if (operator !== '=' || value === '') continue;
      const key = keyOf(name, value);
      const size = this.#byValue.get(key)?.size ?? 0;
      if (rarest === undefined || size < rarest.size) rarest = { key, size };
    }
    return rarest?.key;
  }

  #folder(key: string | undefined): Map<string, Filed> {
    if (key === undefined) return this.#always;
    const known = this.#byValue.get(key);
    if (known !== undefined) return known;
    const folder = new Map<string, Filed>();
    this.#byValue.set(key, folder);
    return folder;
  }
}

function keyOf(name: string, value: string): string {
  return `${name}\xff${value}`;
}
