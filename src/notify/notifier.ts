import type { ReceiverData } from '../nflog/notification-log.js';
import type { NotificationData } from '../template/notification-data.js';
import type { Outcome } from './outcome.js';

/** What a vendor is asked to tell. The alerts in `data` are those to send: without resolved ones where unwanted. */
export interface Notification {
  /** The same for every attempt, and for no other notification: for vendors that take a request only once. */
  readonly id: string;
  readonly groupKey: string;
  readonly data: NotificationData;
  /** What this notifier returned with its last delivery for the group; empty for a first notification. */
  readonly receiverData: ReceiverData;
  /** When the attempt begins, milliseconds since the epoch. */
  readonly nowMs: number;
}

/** Code that speaks to a vendor. */
export abstract class Notifier {
  /**
   * Makes one attempt. Gives up when `signal` aborts. Returns an outcome for everything that can go wrong with the
   * vendor, the network or a template; throws for bugs only.
   */
  abstract notify(notification: Notification, signal: AbortSignal): Promise<Outcome>;

  /** Gives connections back. Called once, after the last attempt. */
  async close(): Promise<void> {}
}

/** A notifier in its place: one configured vendor of one receiver. */
export interface Integration {
  readonly type: string;
  /** Counts within the receiver's list of that type. */
  readonly index: number;
  readonly sendResolved: boolean;
  readonly notifier: Notifier;
}
