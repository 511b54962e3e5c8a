import { type Alert, isResolved } from '../alerts/alert.js';
import { alertEventOf } from '../history/alert-event.js';
import type { HistoryStore } from '../history/history-store.js';
import { LabelSet } from '../labels/label-set.js';
import { type Matcher, matchesAll } from '../labels/matcher.js';

/** Alerts that one question finds. */
const FOUND_MAX = 1_000;

/** Pages of the history that are looked at. */
const PAGES_MAX = 50;

/** The alerts that are there and match, those that fire first and the newest of these. @returns fingerprints */
export function searchAlerts(alerts: Iterable<Alert>, matchers: readonly Matcher[], nowMs: number): readonly string[] {
  const found = [...alerts].filter(({ labels }) => matchesAll(matchers, labels));
  const rank = (alert: Alert) => (isResolved(alert, nowMs) ? 1 : 0);
  return found
    .toSorted((a, b) => rank(a) - rank(b) || b.startsAt.ms - a.startsAt.ms)
    .slice(0, FOUND_MAX)
    .map(({ labels }) => labels.fingerprint);
}

/** The alerts of which something was written down up to a moment, the latest first. @returns fingerprints */
export async function searchPast(
  history: HistoryStore,
  matchers: readonly Matcher[],
  toMs: number,
): Promise<readonly string[]> {
  const found = new Set<string>();
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_MAX && found.size < FOUND_MAX; page++) {
    const { items, next } = await history.list('alerts', {
      toMs,
      newestFirst: true,
      cursor,
      limit: FOUND_MAX,
      filter: (record) => matchesAll(matchers, LabelSet.of(alertEventOf(record).labels)),
    });
    for (const record of items) found.add(alertEventOf(record).fingerprint);
    if (next === undefined) break;
    cursor = next;
    // A long look back is not to keep anybody waiting.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return [...found].slice(0, FOUND_MAX);
}
