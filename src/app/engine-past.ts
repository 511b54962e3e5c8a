import {
  type AlertEventsQuery,
  type FlushesQuery,
  Past,
  type PastAnswer,
  type PastPage,
  type PastQuestion,
} from '../api/past.js';
import type { Clock } from '../clock/clock.js';
import { type Explanation, explain } from '../explain/explanation.js';
import { missingSentence, nearestAlert } from '../explain/missing.js';
import { type AlertEvent, alertEventOf } from '../history/alert-event.js';
import { type RecordedFlush, recordedFlushOf } from '../history/flush-entry.js';
import type { HistoryQuery } from '../history/history-store.js';
import { LabelSet } from '../labels/label-set.js';
import { matchesAll } from '../labels/matcher.js';
import { printMatchers } from '../labels/print.js';
import type { Storage } from '../storage/storage.js';
import { searchAlerts, searchPast } from './alert-search.js';
import type { ExplainFactsSource } from './explain-facts.js';

export interface EnginePastParts {
  readonly clock: Clock;
  readonly storage: Pick<Storage, 'alerts' | 'history'>;
  readonly facts: ExplainFactsSource;
}

/** Alerts that one answer explains. */
const EXPLAINED_MAX = 50;

/** The past as the HTTP surface sees it. */
export class EnginePast extends Past {
  constructor(private readonly parts: EnginePastParts) {
    super();
  }

  override async explain(question: PastQuestion): Promise<PastAnswer> {
    const nowMs = this.parts.clock.now();
    const atMs = Math.min(question.atMs ?? nowMs, nowMs);
    const isPast = atMs < nowMs;
    const found = await this.#search(question, atMs, isPast);
    const explanations: Explanation[] = [];
    for (const fingerprint of found.slice(0, EXPLAINED_MAX)) {
      const facts = await this.parts.facts.of({ fingerprint, atMs, isPast, receiver: question.receiver });
      if (facts !== undefined) explanations.push(explain(facts));
    }
    const missing = explanations.length > 0 ? undefined : await this.#missing(question, atMs, isPast);
    return { explanations, total: explanations.length === 0 ? 0 : found.length, missing };
  }

  override async alertEvents(query: AlertEventsQuery): Promise<PastPage<AlertEvent>> {
    const { fingerprint, matchers, kinds, receiver } = query;
    const { items, next } = await this.parts.storage.history.list('alerts', {
      ...rangeOf(query),
      about: fingerprint,
      filter: (record) => {
        const { happening, labels } = alertEventOf(record);
        if (kinds.length > 0 && !kinds.includes(happening.kind)) return false;
        if (receiver !== undefined && !('receiver' in happening && happening.receiver === receiver)) return false;
        return matchers.length === 0 || matchesAll(matchers, LabelSet.of(labels));
      },
    });
    return { items: items.map(alertEventOf), next };
  }

  override async flushes(query: FlushesQuery): Promise<PastPage<RecordedFlush>> {
    const { group, receiver } = query;
    const { items, next } = await this.parts.storage.history.list('flushes', {
      ...rangeOf(query),
      about: group,
      filter: (record) => receiver === undefined || recordedFlushOf(record).receiver === receiver,
    });
    return { items: items.map(recordedFlushOf), next };
  }

  async #search({ fingerprint, matchers }: PastQuestion, atMs: number, isPast: boolean): Promise<readonly string[]> {
    if (fingerprint !== undefined) return [fingerprint];
    const { alerts, history } = this.parts.storage;
    const there = searchAlerts(alerts.list(), matchers, atMs);
    // Of those that came later nothing will be known.
    if (!isPast && there.length > 0) return there;
    return [...new Set([...(await searchPast(history, matchers, atMs)), ...there])];
  }

  async #missing({ fingerprint, matchers }: PastQuestion, atMs: number, isPast: boolean): Promise<string> {
    const { alerts, history } = this.parts.storage;
    const oldest = await history.list('alerts', { limit: 1 });
    const asked = fingerprint === undefined ? printMatchers(matchers) : `with the fingerprint ${fingerprint}`;
    const labels = Array.from(alerts.list(), (alert) => alert.labels);
    const nearest = fingerprint === undefined ? nearestAlert(matchers, labels) : undefined;
    return missingSentence({ asked, atMs, isPast, knownSinceMs: oldest.items[0]?.atMs, nearest });
  }
}

function rangeOf({ fromMs, toMs, limit, cursor }: AlertEventsQuery | FlushesQuery): HistoryQuery {
  return { fromMs, toMs, limit, cursor, newestFirst: true };
}
