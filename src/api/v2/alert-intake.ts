import type { Counter } from 'prom-client';
import { type Alert, isResolved } from '../../alerts/alert.js';
import { endBeforeStart, validateAlert } from '../../alerts/validate-alert.js';
import { local, type Timestamp } from '../../clock/timestamp.js';
import { Engine } from '../engine.js';
import { handlerError } from './api-error.js';
import type { PostedAlert } from './postable-alerts.js';
import { type Posted, PostedBefore } from './posted-before.js';

export interface IntakeMetrics {
  readonly alertsReceivedTotal: Counter<'status' | 'version'>;
  readonly alertsInvalidTotal: Counter<'version'>;
}

/** Takes posted alerts in: the whole of `POST /api/v2/alerts` but for HTTP. */
export class AlertIntake {
  readonly #before: PostedBefore;

  constructor(
    private readonly engine: Engine,
    private readonly metrics: IntakeMetrics,
  ) {
    this.#before = new PostedBefore(engine);
  }

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
    const posted = this.#before.decode(body);
    const alerts = posted.map((each) => alertOf(each, now, timeoutAt));
    this.#count(alerts, nowMs);

    const valid: Alert[] = [];
    const failures: string[] = [];
    for (let i = 0; i < posted.length; i++) {
      const [each, alert] = [posted[i] as Posted, alerts[i] as Alert];
      const failure = each.isKnown ? endBeforeStart(alert) : validateAlert(alert, this.engine.matcherMode);
      if (failure !== undefined) {
        failures.push(failure);
        continue;
      }
      valid.push(alert);
      if (!each.isKnown) this.#before.remember(each, alert);
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
