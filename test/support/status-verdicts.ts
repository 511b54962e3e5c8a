import type { FailureReason, Outcome } from '../../src/notify/outcome.js';

interface StatusVerdict {
  readonly from: number;
  readonly to: number;
  readonly kind: Outcome['kind'];
  readonly reason?: FailureReason;
}

/** What every status means to a vendor that has no rules of its own; in order, and without a gap. */
export const STATUS_VERDICTS: readonly StatusVerdict[] = [
  { from: 100, to: 199, kind: 'giveUp', reason: 'other' },
  { from: 200, to: 299, kind: 'delivered' },
  { from: 300, to: 399, kind: 'giveUp', reason: 'other' },
  { from: 400, to: 400, kind: 'giveUp', reason: 'clientError' },
  { from: 401, to: 401, kind: 'giveUp', reason: 'authError' },
  { from: 402, to: 402, kind: 'giveUp', reason: 'clientError' },
  { from: 403, to: 403, kind: 'giveUp', reason: 'authError' },
  { from: 404, to: 407, kind: 'giveUp', reason: 'clientError' },
  { from: 408, to: 408, kind: 'retry', reason: 'clientError' },
  { from: 409, to: 428, kind: 'giveUp', reason: 'clientError' },
  { from: 429, to: 429, kind: 'retry', reason: 'rateLimited' },
  { from: 430, to: 499, kind: 'giveUp', reason: 'clientError' },
  { from: 500, to: 599, kind: 'retry', reason: 'serverError' },
];

/** Every status of a row, with the outcome that it should have. */
export function statusesOf({ from, to, kind, reason }: StatusVerdict) {
  return Array.from({ length: to - from + 1 }, (_, at) => {
    const status = from + at;
    const error = `unexpected status code ${status}`;
    return { status, outcome: kind === 'delivered' ? { kind } : { kind, reason, error } };
  });
}
