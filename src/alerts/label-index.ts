import type { Alert } from './alert.js';

/** One label and its value, which is not empty. */
export interface Equality {
  readonly name: string;
  readonly value: string;
}

/** Where an alert is kept: it changes, its labels do not. */
export interface AlertHolder {
  readonly alert: Alert;
}

/** So many names are indexed at once; each costs an entry for every alert that has it. */
const NAMES_MAX = 16;

type ByValue = Map<string, Set<AlertHolder>>;

/**
 * Finds alerts by the value of a label. A name is indexed when somebody first asks for it, and no longer when so many
 * others were asked for since: most labels are never asked for.
 */
export class LabelIndex {
  /** The name that was asked for last is the last one. */
  readonly #names = new Map<string, ByValue>();

  /** @param onBound told when a name is dropped for another one */
  constructor(
    private readonly all: () => Iterable<AlertHolder>,
    private readonly onBound: () => void,
  ) {}

  add(holder: AlertHolder): void {
    for (const [name, byValue] of this.#names) file(byValue, name, holder);
  }

  remove(holder: AlertHolder): void {
    const { labels } = holder.alert;
    for (const [name, byValue] of this.#names) {
      const value = labels.get(name);
      const holders = value === undefined ? undefined : byValue.get(value);
      if (value === undefined || holders === undefined) continue;
      holders.delete(holder);
      if (holders.size === 0) byValue.delete(value);
    }
  }

  /** The alerts that have the rarest of these labels; the others are not looked at. All alerts when none is given. */
  candidates(equalities: readonly Equality[]): Iterable<AlertHolder> {
    let rarest: ReadonlySet<AlertHolder> | undefined;
    // Of more than there is room for, the first ones do.
    for (const { name, value } of equalities.slice(0, NAMES_MAX)) {
      const holders = this.#indexOf(name).get(value) ?? NONE;
      if (rarest === undefined || holders.size < rarest.size) rarest = holders;
    }
    return rarest ?? this.all();
  }

  #indexOf(name: string): ByValue {
    const known = this.#names.get(name);
    const byValue: ByValue = known ?? new Map();
    if (known === undefined) for (const holder of this.all()) file(byValue, name, holder);
    this.#names.delete(name);
    this.#names.set(name, byValue);
    const [oldest] = this.#names.keys();
    if (this.#names.size > NAMES_MAX && oldest !== undefined) {
      this.#names.delete(oldest);
      this.onBound();
    }
    return byValue;
  }
}

const NONE: ReadonlySet<AlertHolder> = new Set();

function file(byValue: ByValue, name: string, holder: AlertHolder): void {
  const value = holder.alert.labels.get(name);
  if (value === undefined) return;
  const holders = byValue.get(value);
  if (holders === undefined) byValue.set(value, new Set([holder]));
  else holders.add(holder);
}
