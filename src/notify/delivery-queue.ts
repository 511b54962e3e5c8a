import type { IntegrationKey } from '../nflog/notification-log.js';
import type { Delivery } from './delivery.js';
import type { FailureReason } from './outcome.js';

/**
 * How a delivery ended.
 * - failed: the time of its flush was over, or too many waited; the next flush begins anew
 * - dead: it was refused for good, and is a dead letter now
 * - superseded: a newer one of the same group and integration took its place
 * - withdrawn: there was nothing left to tell
 */
export type Settlement = 'delivered' | 'unneeded' | 'failed' | 'dead' | 'superseded' | 'withdrawn';

/** Why an attempt failed, in words and as the metrics' label. */
export interface AttemptFailure {
  readonly reason: FailureReason;
  readonly error: string;
}

/** What the queue is told after an attempt. */
export type AttemptResult =
  | { readonly kind: 'settled'; readonly settlement: 'delivered' | 'unneeded' | 'failed' | 'dead' }
  | {
      readonly kind: 'retry';
      /** Milliseconds since the epoch. */
      readonly retryAtMs: number;
      readonly failure: AttemptFailure;
      /** The vendor asked to be left alone until then: a newer delivery has to wait for it too. */
      readonly rateLimited: boolean;
    };

/** How many messages a receiver's integration takes, and in how long. */
export interface MessageLimit {
  readonly messages: number;
  readonly perMs: number;
}

/** A delivery that the queue hands out, with what earlier attempts of its series came to. */
export interface Attempt {
  readonly delivery: Delivery;
  /** What is to be told in the same message, as one for each would be over the integration's limit; mostly nothing. */
  readonly others: readonly Delivery[];
  /** 1 for the first attempt of a series. */
  readonly number: number;
  /** The failure of the attempt before this one in the series. */
  readonly previous: AttemptFailure | undefined;
  /** Aborts when the queue is closed or the series' deadline has passed. */
  readonly signal: AbortSignal;
}

export type LimitOf = (integration: IntegrationKey) => MessageLimit | undefined;

export type AttemptHandler = (attempt: Attempt) => Promise<AttemptResult>;

/** Told how a delivery ended that was put before a restart, or at another replica: nobody here waits for it. */
export type EndListener = (delivery: Delivery, settlement: Settlement) => void;

/**
 * Deliveries on their way out. At least once; in order for one group and integration; only the newest state is
 * sent; never two attempts at a time for one group and integration. Where an integration has a backlog, the most urgent
 * goes first, and nothing is put off for ever.
 *
 * Where a limit says how many messages an integration takes, no more are delivered in any span of that time. What is over
 * waits until the next may be sent, and is handed out as one attempt then: all of it ends as that attempt does, or is
 * tried again.
 */
export abstract class DeliveryQueue {
  /**
   * Takes a delivery. It replaces one of the same key (`deliveryKey`) that waits, and waits behind one that is being
   * attempted. Within the replaced one's deadline its back-off goes on; after it, or without one, the first attempt
   * is due at once, but never before a moment that a vendor asked for. Survives a crash.
   *
   * @returns how it ended, here or at another replica; never rejects
   */
  abstract put(delivery: Delivery): Promise<Settlement>;

  /** The newest delivery of a key that waits or is being attempted. */
  abstract pending(key: string): Promise<Delivery | undefined>;

  /**
   * Makes the delivery that waits under the key of this one due now, also where a vendor asked to be left alone: somebody
   * wants it so. An attempt under way is not doubled.
   */
  abstract hasten(delivery: Pick<Delivery, 'groupId' | 'integration'>): void;

  /** Drops the delivery that waits under a key: there is nothing left to tell. An attempt under way goes on. */
  abstract withdraw(key: string): void;

  /** Drops every waiting delivery whose key is not wanted any more (after a reload). */
  abstract retain(wanted: (delivery: Delivery) => boolean): void;

  /**
   * Begins to hand out deliveries, those that survived a crash first.
   *
   * @param limitOf asked anew for each attempt; an integration without a limit takes as many as there are
   */
  abstract start(handler: AttemptHandler, limitOf?: LimitOf, ended?: EndListener): void;

  /** Hands out nothing more, gives attempts under way `graceMs` to end, then aborts them. What waits stays durable. */
  abstract close(graceMs: number): Promise<void>;

  abstract list(): readonly { readonly delivery: Delivery; readonly attempts: number; readonly dueAtMs: number }[];
}
