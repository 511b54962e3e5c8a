import { HistoryCursorError } from '../../../history/history-store.js';
import type { PastPage, PastRange } from '../../past.js';
import { readMoment } from './moment-parameter.js';
import { cursorOf, type Parameters } from './parameters.js';
import { Problem } from './problem.js';

/** The parameters of every list of the past. */
export const RANGE_PARAMETERS = ['from', 'to', 'limit', 'cursor'] as const;

/** @throws {Problem} 400 */
export function readRange(parameters: Parameters): PastRange {
  return {
    fromMs: readMoment(parameters, 'from'),
    toMs: readMoment(parameters, 'to'),
    limit: parameters.limit(),
    cursor: parameters.cursor((value): value is string => typeof value === 'string'),
  };
}

/** @throws {Problem} 400 for a cursor that no page ended with */
export async function pageJson<T>(page: Promise<PastPage<T>>, itemJson: (item: T) => object): Promise<object> {
  try {
    const { items, next } = await page;
    return { items: items.map(itemJson), next: next === undefined ? null : cursorOf(next) };
  } catch (error) {
    if (!(error instanceof HistoryCursorError)) throw error;
    throw new Problem(400, 'invalid request', 'cursor has to be `next` of an earlier answer, as it was given');
  }
}
