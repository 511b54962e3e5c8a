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
    return this.includesAny([{ receiver }]);
  }

  /** Whether an alert's routes pass: each test by the receiver of any of them. */
  includesAny(routes: readonly { readonly receiver: string }[]): boolean {
    const byName = this.#byName;
    const byLabels = this.#byLabels;
    return (
      (byName === undefined || routes.some(({ receiver }) => byName(receiver))) &&
      (byLabels === undefined || routes.some(({ receiver }) => byLabels.has(receiver)))
    );
  }
}

function namesPassing(matchers: readonly Matcher[], receivers: RunningEngine['receivers']): ReadonlySet<string> {
  return new Set(receivers.filter(({ labels }) => passesFilter(matchers, labels)).map(({ name }) => name));
}
