import type { AttemptResult } from '../../notify/delivery-queue.js';
import type { Job } from './lane.js';

/**
 * A delivery that takes the place of one that waits. Within the deadline of that one its series goes on, after it a new one
 * begins.
 */
export function replacing(replaced: Job, fresh: Job, nowMs: number): Job {
  if (nowMs >= replaced.delivery.deadlineMs) return fresh;
  const { attempts, previous } = replaced;
  return { ...fresh, attempts, previous, dueAtMs: Math.max(fresh.dueAtMs, replaced.dueAtMs) };
}

/** The same for one whose attempt has failed, and a newer one that waits behind it. */
export function carryingOn(failed: Job, newer: Job, result: AttemptResult & { kind: 'retry' }, nowMs: number): Job {
  if (nowMs >= failed.delivery.deadlineMs) return newer;
  const { delivery, resolve, dueAtMs } = newer;
  return { delivery, resolve, ...retried(failed, result), dueAtMs: Math.max(dueAtMs, result.retryAtMs) };
}

/** What the next attempt of a series needs to know. */
export function retried(
  { attempts }: Job,
  { failure, retryAtMs }: AttemptResult & { kind: 'retry' },
): Pick<Job, 'attempts' | 'previous' | 'dueAtMs'> {
  return { attempts, previous: failure, dueAtMs: retryAtMs };
}
