import type { HistoryKind } from '../../history/history-store.js';
import type { TableName } from './disk.js';
import { keyOf } from './record.js';

const MS_DIGITS = 15;
const NUMBER_DIGITS = 9;
const MS_MAX = 10 ** MS_DIGITS - 1;
const KEY = new RegExp(`^\\d{${MS_DIGITS}}[0-9a-z]{${NUMBER_DIGITS}}$`);

/** Long enough that two terms never meet. */
const TERM_DIGITS = 22;

/** Greater than every key. */
const END = '~';

export const TABLE_OF: Readonly<Record<HistoryKind, TableName>> = {
  flushes: 'history-flushes',
  alerts: 'history-alerts',
  deliveries: 'history-deliveries',
};

/** A key that sorts by time, and in one millisecond by number. All keys are equally long. */
export function historyKey(atMs: number, number: number): string {
  return startOf(atMs) + number.toString(36).padStart(NUMBER_DIGITS, '0');
}

export function isHistoryKey(text: string): boolean {
  return KEY.test(text);
}

/** The number in a key. */
export function numberOf(key: string): number {
  return Number.parseInt(key.slice(MS_DIGITS), 36);
}

/** What the keys of an index entry of a term begin with; the record's key follows. */
export function termOf(kind: HistoryKind, what: 'id' | 'about', text: string): string {
  return keyOf(kind, what, text).slice(0, TERM_DIGITS);
}

/** The key of the record that an index entry leads to. */
export function recordKeyOf(indexKey: string): string {
  return indexKey.slice(TERM_DIGITS);
}

/** The keys of a time, both ends inclusive; `to` is exclusive. */
export function keysBetween(fromMs: number | undefined, toMs: number | undefined): { from: string; to: string } {
  return {
    from: fromMs === undefined ? '' : startOf(fromMs),
    to: toMs === undefined || toMs >= MS_MAX ? END : startOf(Math.floor(toMs) + 1),
  };
}

function startOf(ms: number): string {
  return String(Math.min(Math.max(0, Math.ceil(ms)), MS_MAX)).padStart(MS_DIGITS, '0');
}
