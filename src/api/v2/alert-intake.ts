import type { Counter } from 'prom-client';
import { type Alert, isResolved } from '../../alerts/alert.js';
import { validateAlert } from '../../alerts/validate-alert.js';
import { local, type Timestamp } from '../../clock/timestamp.js';
import { Engine } from '../engine.js';
import { handlerError } from './api-error.js';
import { decodePostableAlerts, type PostedAlert } from './postable-alerts.js';

export interface IntakeMetrics {
  readonly alertsReceivedTotal: Counter<'status' | 'version'>;
  readonly alertsInvalidTotal: Counter<'version'>;
}

/** Takes posted alerts in: the whole of `POST /api/v2/alerts` but for HTTP. */
export class AlertIntake {
  constructor(
    private readonly engine: Engine,
    private readonly metrics: IntakeMetrics,
  ) {}

  /**
   * Stores the alerts that are valid, whatever the others are. Resolves once they are durable.
   *
   * @throws {ApiError} that says what is wrong with the others
   */
  async take(body: unknown): Promise<void> {
    const running = this.engine.current();
    const nowMs = this.engine.now();
    const now = local(nowMs);
    const timeoutAt = local(nowMs + running.resolveTimeoutMs);
    const alerts = decodePostableAlerts(body).map((posted) => alertOf(posted, now, timeoutAt));
    this.#count(alerts, nowMs);

    const valid: Alert[] = [];
    const failures: string[] = [];
    for (const alert of alerts) {
      const failure = validateAlert(alert, this.engine.matcherMode);
      if (failure === undefined) valid.push(alert);
      else failures.push(failure);
    }
    await running.ingest(valid);
    if (failures.length === 0) return;
    this.metrics.alertsInvalidTotal.inc({ version: 'v2' }, failures.length);
    throw handlerError(400, failures.join('\n'));
  }

  #count(alerts: readonly Alert[], nowMs: number): void {
    const resolved = alerts.reduce((count, alert) => (isResolved(alert, nowMs) ? count + 1 : count), 0);
    this.metrics.alertsReceivedTotal.inc({ status: 'resolved', version: 'v2' }, resolved);
    this.metrics.alertsReceivedTotal.inc({ status: 'firing', version: 'v2' }, alerts.length - resolved);
  }
}

/** Fills in what the sender left out: one `now` for the whole request. */
function alertOf(posted: PostedAlert, now: Timestamp, timeoutAt: Timestamp): Alert {
  const { labels, annotations, startsAt, endsAt, generatorURL } = posted;
  return {
    labels,
    annotations,
    startsAt: startsAt ?? endsAt ?? now,
    endsAt: endsAt ?? timeoutAt,
    updatedAt: now,
    timeout: endsAt === undefined,
    generatorURL,
  };
}
