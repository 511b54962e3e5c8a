import type { Clock } from '../clock/clock.js';
import { alertHash } from '../labels/alert-hash.js';
import type { Logger } from '../log/logger.js';
import { type IntegrationKey, integrationName, type NotificationLog } from '../nflog/notification-log.js';
import type { NotificationData } from '../template/notification-data.js';
import { hashes } from './alert-hashes.js';
import { backoffMs } from './backoff.js';
import { dedup } from './dedup.js';
import type { Delivery, FlushedAlert, NotificationReason } from './delivery.js';
import type { DeliveryEvents } from './delivery-events.js';
import type { DeliveryFates } from './delivery-fates.js';
import type { Attempt, AttemptFailure, AttemptResult } from './delivery-queue.js';
import type { Integration } from './notifier.js';
import type { NotifyMetrics } from './notify-metrics.js';
import type { Outcome } from './outcome.js';
import { stillOwed, type Undelivered } from './owed.js';

export interface DelivererParts {
  /** The integration as it is configured now; undefined when it is gone. */
  readonly integration: (key: IntegrationKey) => Integration | undefined;
  readonly log: Pick<NotificationLog, 'last' | 'record'>;
  /** What templates and webhooks are given for these alerts of the delivery. */
  readonly data: (delivery: Delivery, alerts: readonly FlushedAlert[], reason: NotificationReason) => NotificationData;
  /** Whether a delivery is retried for as long as it tells what is so, or for the time of its flush. */
  readonly undelivered: () => Undelivered;
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
    const { delivery } = attempt;
    const integration = this.parts.integration(delivery.integration);
    if (integration === undefined) {
      this.parts.logger.warn('Delivery dropped: its integration is not configured any more', fieldsOf(delivery));
      return SETTLED_UNNEEDED;
    }

    // Another flush or replica may have told it since this delivery was put into the queue.
    const entry = await this.parts.log.last(delivery.groupKey, delivery.integration);
    const { sendResolved } = integration;
    const { flushedAtMs, repeatIntervalMs } = delivery;
    const owed = stillOwed(delivery.owed, entry).map(({ hash }) => hash);
    const verdict = dedup({ entry, ...hashes(delivery.alerts), owed, sendResolved, flushedAtMs, repeatIntervalMs });
    if (!verdict.send && !delivery.isDemanded) {
      this.parts.fates.told(delivery);
      return SETTLED_UNNEEDED;
    }
    const reason = verdict.send ? verdict.reason : delivery.reason;
    if (attempt.number === 1) this.parts.metrics.notification(delivery.integration);

    const remembered = reason === 'first notification' ? {} : (entry?.receiverData ?? {});
    const isWanted = ({ alert, resolved }: FlushedAlert) =>
      !resolved || sendResolved || owed.includes(alertHash(alert.labels));
    const alerts = delivery.alerts.filter(isWanted);
    // Nothing that this integration wants to hear; but the log has to know that all is over.
    if (alerts.length === 0) {
      this.parts.fates.told(delivery);
      return this.#record(delivery, remembered);
    }

    const beganMs = this.parts.clock.now();
    const data = this.parts.data(delivery, alerts, reason);
    const outcome = await this.#attempt(attempt, integration, { data, receiverData: remembered });
    switch (outcome.kind) {
      case 'delivered':
        this.#logSuccess(attempt);
        this.parts.events?.notified(delivery, alerts, reason);
        this.parts.fates.delivered(delivery);
        return this.#record(delivery, { ...remembered, ...outcome.receiverData });
      case 'giveUp':
        this.#fail(attempt, outcome, 'due to unrecoverable error ');
        this.parts.fates.died(delivery, outcome);
        return SETTLED_DEAD;
      case 'retry':
        return this.#retry(attempt, outcome, beganMs);
    }
  };

  async #attempt(
    { delivery, signal }: Attempt,
    { notifier }: Integration,
    message: { data: NotificationData; receiverData: Readonly<Record<string, string | number>> },
  ): Promise<Outcome> {
    const nowMs = this.parts.clock.now();
    const outcome = await notifier.notify({ id: delivery.id, groupKey: delivery.groupKey, nowMs, ...message }, signal);
    const seconds = (this.parts.clock.now() - nowMs) / 1000;
    this.parts.metrics.request(delivery.integration, seconds, outcome.kind !== 'delivered');
    return outcome;
  }

  async #record(delivery: Delivery, receiverData: Readonly<Record<string, string | number>>): Promise<AttemptResult> {
    const sentAtMs = this.parts.clock.now();
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
    return SETTLED_DELIVERED;
  }

  #retry(attempt: Attempt, outcome: Outcome & { kind: 'retry' }, beganMs: number): AttemptResult {
    const { delivery, number, previous, signal } = attempt;
    // An attempt that was cut off says less than the failure before it (Alertmanager reports that one, too).
    const failure: AttemptFailure = signal.aborted && previous !== undefined ? previous : outcome;
    const backoff = backoffMs(number, this.parts.random());
    const retryAtMs = this.parts.clock.now() + Math.max(backoff, outcome.afterMs ?? 0);
    const rateLimited = outcome.afterMs !== undefined;
    if (retryAtMs >= delivery.deadlineMs) {
      const goesOn = this.parts.undelivered() === 'tell';
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

  #fail({ delivery, number }: Attempt, { reason, error }: AttemptFailure, because: string): void {
    this.parts.metrics.notificationFailed(delivery.integration, reason);
    this.parts.logger.error('Notify for alerts failed', {
      ...fieldsOf(delivery),
      num_alerts: delivery.alerts.length,
      err: `${integrationName(delivery.integration)}: notify retry canceled ${because}after ${number} attempts: ${error}`,
    });
  }

  #logSuccess({ delivery, number }: Attempt): void {
    const fields = { ...fieldsOf(delivery), attempts: number };
    if (number > 1) this.parts.logger.info('Notify success', fields);
    else this.parts.logger.debug('Notify success', fields);
  }
}

function fieldsOf({ integration, groupKey }: Delivery): { receiver: string; integration: string; aggrGroup: string } {
  const { receiver, type, index } = integration;
  return { receiver, integration: `${type}[${index}]`, aggrGroup: groupKey };
}
