import { type Matcher, passesFilter } from '../../labels/matcher.js';
import type { RunningEngine } from '../engine.js';
import type { Query } from './query.js';

/** Which receivers a request asks about, by name and by their labels. */
export class ReceiverSelection {
  readonly #byName: ((name: string) => boolean) | undefined;
  readonly #byLabels: ReadonlySet<string> | undefined;

  /** @throws {ApiError} when a parameter does not parse */
  constructor(query: Query, receivers: RunningEngine['receivers']) {
    this.#byName = query.receiver();
    const matchers = query.receiverMatchers();
    this.#byLabels = matchers.length === 0 ? undefined : namesPassing(matchers, receivers);
  }

  /** Whether a group's receiver passes both tests. */
  includes(receiver: string): boolean {
    return this.includesAny([receiver]);
  }

  /** Whether an alert's receivers pass: each test by any of them. */
  includesAny(receivers: readonly string[]): boolean {
    const byName = this.#byName;
    const byLabels = this.#byLabels;
    return (
      (byName === undefined || receivers.some(byName)) &&
      (byLabels === undefined || receivers.some((name) => byLabels.has(name)))
    );
  }
}

function namesPassing(matchers: readonly Matcher[], receivers: RunningEngine['receivers']): ReadonlySet<string> {
  return new Set(receivers.filter(({ labels }) => passesFilter(matchers, labels)).map(({ name }) => name));
}
