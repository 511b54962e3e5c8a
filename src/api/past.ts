import type { Explanation } from '../explain/explanation.js';
import type { AlertEvent, AlertEventKind } from '../history/alert-event.js';
import type { RecordedFlush } from '../history/flush-entry.js';
import type { Matcher } from '../labels/matcher.js';

export interface PastQuestion {
  /** Of one alert; it counts more than the matchers. */
  readonly fingerprint: string | undefined;
  readonly matchers: readonly Matcher[];
  /** Milliseconds since the epoch; undefined for now. */
  readonly atMs: number | undefined;
  readonly receiver: string | undefined;
}

export interface PastAnswer {
  /** The alerts that were meant, those that fire first and the newest of these; not more than a screen of them. */
  readonly explanations: readonly Explanation[];
  /** How many there are, as far as they were counted. */
  readonly total: number;
  /** Why there is none, where there is none. */
  readonly missing: string | undefined;
}

/** Which part of the past, newest first. Times are milliseconds since the epoch, inclusive. */
export interface PastRange {
  readonly fromMs: number | undefined;
  readonly toMs: number | undefined;
  readonly limit: number;
  readonly cursor: string | undefined;
}

export interface AlertEventsQuery extends PastRange {
  readonly fingerprint: string | undefined;
  readonly matchers: readonly Matcher[];
  /** Empty: any. */
  readonly kinds: readonly AlertEventKind[];
  readonly receiver: string | undefined;
}

export interface FlushesQuery extends PastRange {
  /** Id of the group. */
  readonly group: string | undefined;
  readonly receiver: string | undefined;
}

/** @param next where the next page begins; a page may be empty and have a next one */
export interface PastPage<T> {
  readonly items: readonly T[];
  readonly next: string | undefined;
}

/** What happened, and why. `app` implements it; Nest injects it. */
export abstract class Past {
  /** What became of alerts: why nobody was told, or who was. */
  abstract explain(question: PastQuestion): Promise<PastAnswer>;

  /** @throws {HistoryCursorError} */
  abstract alertEvents(query: AlertEventsQuery): Promise<PastPage<AlertEvent>>;

  /** @throws {HistoryCursorError} */
  abstract flushes(query: FlushesQuery): Promise<PastPage<RecordedFlush>>;
}
