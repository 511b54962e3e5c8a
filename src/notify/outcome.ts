import type { ReceiverData } from '../nflog/notification-log.js';
import type { Exchange } from './exchange.js';

/** The values of the label `reason` of `alertmanager_notifications_failed_total`. */
export const FAILURE_REASONS = [
  'other',
  'clientError',
  'serverError',
  'contextCanceled',
  'contextDeadlineExceeded',
  'authError',
  'rateLimited',
] as const;

export type FailureReason = (typeof FAILURE_REASONS)[number];

/** What went over the wire, where somebody keeps that. */
interface Transcribed {
  readonly exchanges?: readonly Exchange[];
}

/** How one attempt ended. The vendor decides whether a failure is worth retrying; the queue decides when. */
export type Outcome = Transcribed &
  (
    | { readonly kind: 'delivered'; readonly receiverData?: ReceiverData }
    | { readonly kind: 'retry'; readonly reason: FailureReason; readonly error: string; readonly afterMs?: number }
    | { readonly kind: 'giveUp'; readonly reason: FailureReason; readonly error: string }
  );

export function delivered(receiverData?: ReceiverData): Outcome {
  return receiverData === undefined ? { kind: 'delivered' } : { kind: 'delivered', receiverData };
}

/** @param afterMs the vendor asked to be left alone for so long (`Retry-After`) */
export function retry(reason: FailureReason, error: string, afterMs?: number): Outcome {
  return afterMs === undefined ? { kind: 'retry', reason, error } : { kind: 'retry', reason, error, afterMs };
}

export function giveUp(reason: FailureReason, error: string): Outcome {
  return { kind: 'giveUp', reason, error };
}
