import type { DeliveryPage, DeliveryQuery } from '../deliveries/delivery-query.js';
import type { DeliveryRecord } from '../deliveries/delivery-record.js';
import type { LastFailure } from '../deliveries/integration-activity.js';
import type { IntegrationKey } from '../nflog/notification-log.js';
import type { DeadLetter } from '../notify/dead-letter.js';
import type { Redelivered } from '../notify/redelivery.js';

/** What came of a wish to retry a delivery. */
export type RetryAnswer = Redelivered | 'unknown';

/** Which dead letters: by their ids, those of a receiver, or all. */
export type LetterSelection =
  | { readonly kind: 'ids'; readonly ids: readonly string[] }
  | { readonly kind: 'receiver'; readonly receiver: string }
  | { readonly kind: 'all' };

/** How an integration delivers. */
export interface IntegrationStatus {
  readonly integration: IntegrationKey;
  readonly waiting: number;
  readonly running: number;
  readonly oldestQueuedAtMs: number | undefined;
  readonly deadLetters: number;
  readonly lastDeliveredAtMs: number | undefined;
  readonly lastFailure: LastFailure | undefined;
  /** Attempts of the last hour, and how many of them failed. */
  readonly lastHour: { readonly attempts: number; readonly failures: number };
  /** Until when the vendor wants to be left alone. */
  readonly rateLimitedUntilMs: number | undefined;
}

/** Where deliveries are looked up, and asked for again. `app` implements it; Nest injects it. */
export abstract class DeliveryDesk {
  /** The newest first. */
  abstract list(query: DeliveryQuery): Promise<DeliveryPage>;

  abstract get(id: string): Promise<DeliveryRecord | undefined>;

  /** Attempts a delivery now that has not arrived, with the newest state of its group. */
  abstract retry(id: string): Promise<RetryAnswer>;

  /** The last failure first. */
  abstract deadLetters(): readonly DeadLetter[];

  /** Puts dead letters back into the queue; an id that is not known is refused by itself. */
  abstract replay(selection: LetterSelection): Promise<readonly Redelivered[]>;

  /** @returns whether there was one */
  abstract drop(id: string): boolean;

  /** In the order of the configuration. */
  abstract integrations(): readonly IntegrationStatus[];
}
