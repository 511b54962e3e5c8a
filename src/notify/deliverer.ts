import type { Clock } from '../clock/clock.js';
import type { Logger } from '../log/logger.js';
import { type IntegrationKey, integrationName, type NotificationLog } from '../nflog/notification-log.js';
import type { NotificationData } from '../template/notification-data.js';
import { hashes } from './alert-hashes.js';
import { backoffMs } from './backoff.js';
import type { Delivery, FlushedAlert, NotificationReason } from './delivery.js';
import type { DeliveryEvents } from './delivery-events.js';
import type { DeliveryFates } from './delivery-fates.js';
import type { Attempt, AttemptFailure, AttemptResult, LimitOf } from './delivery-queue.js';
import { digestOf } from './digest.js';
import { type MessagePlan, type PlannedMessage, planMessage } from './message-plan.js';
import type { Integration, Notification } from './notifier.js';
import type { NotifyMetrics } from './notify-metrics.js';
import type { Outcome } from './outcome.js';
import type { Undelivered } from './owed.js';

export interface DelivererParts {
  /** The integration as it is configured now; undefined when it is gone. */
  readonly integration: (key: IntegrationKey) => Integration | undefined;
  readonly log: Pick<NotificationLog, 'last' | 'record'>;
  /** What templates and webhooks are given for these alerts of the delivery. */
  readonly data: (delivery: Delivery, alerts: readonly FlushedAlert[], reason: NotificationReason) => NotificationData;
  /** Whether a receiver's deliveries are retried for as long as they tell what is so, or for the time of their flush. */
  readonly undelivered: (receiver: string) => Undelivered;
  readonly limitOf: LimitOf;
  readonly clock: Clock;
  /** A number in [0, 1), for the back-off. */
  readonly random: () => number;
  /** How long the notification log keeps an entry at most, milliseconds. */
  readonly retentionMs: number;
  readonly metrics: NotifyMetrics;
  readonly logger: Logger;
  readonly fates: DeliveryFates;
  readonly events?: DeliveryEvents | undefined;
}

const SETTLED_DELIVERED: AttemptResult = { kind: 'settled', settlement: 'delivered' };
const SETTLED_UNNEEDED: AttemptResult = { kind: 'settled', settlement: 'unneeded' };
const SETTLED_FAILED: AttemptResult = { kind: 'settled', settlement: 'failed' };
const SETTLED_DEAD: AttemptResult = { kind: 'settled', settlement: 'dead' };

/** Makes the attempts that the queue hands out: looks at the log once more, sends, and records what was told. */
export class Deliverer {
  constructor(private readonly parts: DelivererParts) {}

  readonly deliver = async (attempt: Attempt): Promise<AttemptResult> => {
    const { delivery, others } = attempt;
    const integration = this.parts.integration(delivery.integration);
    if (integration === undefined) {
      this.parts.logger.warn('Delivery dropped: its integration is not configured any more', fieldsOf(delivery));
      return SETTLED_UNNEEDED;
    }

    const plans = await Promise.all([delivery, ...others].map((each) => this.#plan(each, integration)));
    const messages = plans.filter((plan) => plan.kind === 'send');
    const records = plans.filter((plan) => plan.kind === 'record');
    if (attempt.number === 1 && messages.length + records.length > 0) {
      this.parts.metrics.notification(delivery.integration);
    }
    for (const plan of plans) if (plan.kind !== 'send') this.parts.fates.told(plan.delivery);
    for (const record of records) await this.#record(record, record.receiverData);
    const [first, ...more] = messages;
    if (first === undefined) return records.length > 0 ? SETTLED_DELIVERED : SETTLED_UNNEEDED;

    const beganMs = this.parts.clock.now();
    const message = more.length === 0 ? this.#single(first) : this.#digest(first, messages, attempt);
    const outcome = await this.#send(message, integration, attempt);
    const seconds = (this.parts.clock.now() - beganMs) / 1000;
    const told = messages.map((each) => each.delivery);
    this.parts.fates.attempted(told, { atMs: beganMs, seconds, outcome });
    switch (outcome.kind) {
      case 'delivered':
        this.#logSuccess(attempt);
        for (const each of messages) {
          const { receiverData } = each;
          this.parts.events?.notified(each.delivery, each.alerts, each.reason);
          this.parts.fates.delivered(each.delivery);
          // What a notifier remembers of a digest is not about one group.
          const remembered = more.length === 0 ? { ...receiverData, ...outcome.receiverData } : receiverData;
          await this.#record(each, remembered);
        }
        return SETTLED_DELIVERED;
      case 'giveUp':
        this.#fail(attempt, outcome, 'due to unrecoverable error ');
        for (const each of told) this.parts.fates.died(each, outcome);
        return SETTLED_DEAD;
      case 'retry':
        return this.#retry(attempt, outcome, beganMs);
    }
  };

  async #plan(delivery: Delivery, { sendResolved }: Integration): Promise<MessagePlan> {
    return planMessage(delivery, await this.parts.log.last(delivery.groupKey, delivery.integration), sendResolved);
  }

  #single({ delivery, alerts, reason, receiverData }: PlannedMessage): Omit<Notification, 'nowMs'> {
    const { id, groupKey } = delivery;
    return { id, groupKey, data: this.parts.data(delivery, alerts, reason), receiverData };
  }

  #digest(
    { delivery: { id, integration } }: PlannedMessage,
    messages: readonly PlannedMessage[],
    { number }: Attempt,
  ): Omit<Notification, 'nowMs'> {
    const data = digestOf(
      messages.map(({ delivery, alerts, reason }) => this.parts.data(delivery, alerts, reason)),
      this.parts.limitOf(integration),
    );
    // What it holds may be another with the next attempt, and vendors take an id only once.
    const digestId = `${id}-${number}-and-${messages.length - 1}`;
    return { id: digestId, groupKey: `digest of ${integrationName(integration)}`, data, receiverData: {} };
  }

  async #send(
    message: Omit<Notification, 'nowMs'>,
    { notifier }: Integration,
    { delivery, signal }: Attempt,
  ): Promise<Outcome> {
    const nowMs = this.parts.clock.now();
    const outcome = await notifier.notify({ ...message, nowMs }, signal);
    const seconds = (this.parts.clock.now() - nowMs) / 1000;
    this.parts.metrics.request(delivery.integration, seconds, outcome.kind !== 'delivered');
    return outcome;
  }

  async #record(
    { delivery, lastSentAtMs }: Pick<PlannedMessage, 'delivery' | 'lastSentAtMs'>,
    receiverData: Readonly<Record<string, string | number>>,
  ): Promise<void> {
    // After what was told before, also where the clock was set back: the log keeps what is newer.
    const sentAtMs = Math.max(this.parts.clock.now(), lastSentAtMs + 1);
    const flushMs = delivery.deadlineMs - delivery.flushedAtMs;
    // Alertmanager: twice repeat_interval. The next flushes must find it, too, or the end of an alert would be lost.
    const { firing, resolved, muted } = hashes(delivery.alerts);
    const lifeMs = 2 * Math.max(delivery.repeatIntervalMs, flushMs);
    await this.parts.log.record({
      groupKey: delivery.groupKey,
      integration: delivery.integration,
      sentAtMs,
      firing: [...firing, ...muted],
      resolved,
      muted,
      receiverData,
      expiresAtMs: sentAtMs + Math.min(this.parts.retentionMs, lifeMs),
    });
  }

  #retry(attempt: Attempt, outcome: Outcome & { kind: 'retry' }, beganMs: number): AttemptResult {
    const { delivery, number, previous, signal } = attempt;
    // An attempt that was cut off says less than the failure before it (Alertmanager reports that one, too).
    const failure: AttemptFailure = signal.aborted && previous !== undefined ? previous : outcome;
    const backoff = backoffMs(number, this.parts.random());
    const retryAtMs = this.parts.clock.now() + Math.max(backoff, outcome.afterMs ?? 0);
    const rateLimited = outcome.afterMs !== undefined;
    if (retryAtMs >= delivery.deadlineMs) {
      const goesOn = this.parts.undelivered(delivery.integration.receiver) === 'tell';
      // Its flush has failed, once, however long it goes on.
      const isKnown = goesOn && previous !== undefined && beganMs >= delivery.deadlineMs;
      if (!isKnown) this.#fail(attempt, failure, '');
      // The next flush begins anew with the newest state. Only a vendor's wish to be left alone outlives this one.
      if (!goesOn && !rateLimited) return SETTLED_FAILED;
    }
    if (failure.error !== previous?.error) {
      this.parts.logger.warn('Notify attempt failed, will retry later', {
        ...fieldsOf(delivery),
        attempts: number,
        err: failure.error,
      });
    }
    const { reason, error } = failure;
    return { kind: 'retry', retryAtMs, failure: { reason, error }, rateLimited };
  }

  #fail({ delivery, others, number }: Attempt, { reason, error }: AttemptFailure, because: string): void {
    this.parts.metrics.notificationFailed(delivery.integration, reason);
    this.parts.logger.error('Notify for alerts failed', {
      ...fieldsOf(delivery),
      num_alerts: [delivery, ...others].reduce((count, { alerts }) => count + alerts.length, 0),
      err: `${integrationName(delivery.integration)}: notify retry canceled ${because}after ${number} attempts: ${error}`,
    });
  }

  #logSuccess({ delivery, others, number }: Attempt): void {
    const digest = others.length === 0 ? {} : { notifications: others.length + 1 };
    const fields = { ...fieldsOf(delivery), attempts: number, ...digest };
    if (number > 1) this.parts.logger.info('Notify success', fields);
    else this.parts.logger.debug('Notify success', fields);
  }
}

function fieldsOf({ integration, groupKey }: Delivery): { receiver: string; integration: string; aggrGroup: string } {
  const { receiver, type, index } = integration;
  return { receiver, integration: `${type}[${index}]`, aggrGroup: groupKey };
}
