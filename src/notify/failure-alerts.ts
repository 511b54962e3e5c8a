import type { Alert } from '../alerts/alert.js';
import { isResolved } from '../alerts/alert.js';
import type { AlertStore } from '../alerts/alert-store.js';
import type { CancelTimer, Clock } from '../clock/clock.js';
import { utc } from '../clock/timestamp.js';
import { LabelSet } from '../labels/label-set.js';
import type { Logger } from '../log/logger.js';
import { type IntegrationKey, integrationName } from '../nflog/notification-log.js';
import type { AttemptFailure } from './delivery-queue.js';

const ALERTNAME = 'TocsinDeliveryFailed';

/** The alert says that it goes on for so long, and says so again each minute: it ends by itself where nobody does. */
const LASTS_MS = 10 * 60_000;
const RENEWED_MS = 60_000;

/** What `tocsin.yml` wants of the alert. */
export interface AlertOnFailure {
  /** Beside its name, the receiver and the integration. */
  readonly labels: Readonly<Record<string, string>>;
}

export interface FailureAlertsParts {
  readonly clock: Clock;
  readonly alerts: Pick<AlertStore, 'get' | 'list'>;
  readonly logger: Logger;
}

/** One configuration, as the alerts need to know it. */
export interface FailureAlertsSetting {
  /** undefined: nobody asked for alerts. */
  readonly wanted: AlertOnFailure | undefined;
  readonly isConfigured: (integration: IntegrationKey) => boolean;
  readonly ingest: (alerts: readonly Alert[]) => Promise<void>;
  /** Whom the routing tree leads an alert to. */
  readonly audience: (labels: LabelSet) => readonly IntegrationKey[];
}

interface Failing {
  readonly integration: IntegrationKey;
  readonly alert: Alert;
}

/**
 * An alert for each integration that refuses what it is sent, until it takes a delivery again. The alert goes through the
 * routing tree like any other, but never to the integration that it is about. One for each integration at most: nothing
 * can go round in circles.
 */
export class FailureAlerts {
  readonly #failing = new Map<string, Failing>();
  #setting: FailureAlertsSetting | undefined;
  #cancelTimer: CancelTimer | undefined;

  constructor(private readonly parts: FailureAlertsParts) {}

  /** Goes on with a configuration; with the first one, also with what the process before knew. */
  apply(setting: FailureAlertsSetting): void {
    const isFirst = this.#setting === undefined;
    this.#setting = setting;
    const failing = isFirst ? this.#stored() : [...this.#failing.values()];
    for (const each of failing) {
      const { integration, alert } = each;
      const name = integrationName(integration);
      this.#failing.set(name, each);
      const { wanted, isConfigured } = setting;
      if (wanted === undefined || !isConfigured(integration)) {
        this.delivered(integration);
      } else if (labelsOf(integration, wanted).fingerprint !== alert.labels.fingerprint) {
        this.delivered(integration);
        this.#fire(integration, alert.annotations, wanted);
      }
    }
    this.#renew();
  }

  /** The integration has refused a delivery. */
  died(integration: IntegrationKey, { reason, error }: AttemptFailure): void {
    const { wanted, audience } = this.#setting ?? {};
    if (wanted === undefined || audience === undefined) return;
    const name = integrationName(integration);
    const isNew = !this.#failing.has(name);
    const annotations = { summary: `${name} refuses notifications (${reason})`, description: error };
    const { labels } = this.#fire(integration, LabelSet.of(annotations), wanted);
    if (!isNew || audience(labels).some((each) => integrationName(each) !== name)) return;
    this.parts.logger.error(`Nobody can be told that notifications fail: route ${ALERTNAME} to another receiver`, {
      receiver: integration.receiver,
      integration: `${integration.type}[${integration.index}]`,
    });
  }

  /** The integration has taken a delivery. */
  delivered(integration: IntegrationKey): void {
    const name = integrationName(integration);
    const failing = this.#failing.get(name);
    if (failing === undefined) return;
    this.#failing.delete(name);
    const now = utc(this.parts.clock.now());
    this.#ingest([{ ...failing.alert, endsAt: now, updatedAt: now, timeout: false }]);
  }

  /** Whether an integration may be told of an alert: of all but its own failure, where such alerts are made. */
  mayHear({ receiver, type, index }: IntegrationKey, { labels }: Alert): boolean {
    if (this.#setting?.wanted === undefined || labels.get('alertname') !== ALERTNAME) return true;
    return labels.get('receiver') !== receiver || labels.get('integration') !== `${type}[${index}]`;
  }

  stop(): void {
    this.#cancelTimer?.();
  }

  #fire(integration: IntegrationKey, annotations: LabelSet, wanted: AlertOnFailure): Alert {
    const name = integrationName(integration);
    const now = utc(this.parts.clock.now());
    const alert: Alert = {
      labels: labelsOf(integration, wanted),
      annotations,
      startsAt: this.#failing.get(name)?.alert.startsAt ?? now,
      endsAt: utc(now.ms + LASTS_MS),
      updatedAt: now,
      timeout: true,
      generatorURL: '',
    };
    this.#failing.set(name, { integration, alert });
    this.#ingest([alert]);
    this.#cancelTimer ??= this.parts.clock.at(now.ms + RENEWED_MS, () => this.#renew());
    return alert;
  }

  #renew(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    const { wanted } = this.#setting ?? {};
    if (wanted === undefined) return;
    for (const { integration, alert } of [...this.#failing.values()])
      this.#fire(integration, alert.annotations, wanted);
  }

  #ingest(alerts: readonly Alert[]): void {
    void this.#setting?.ingest(alerts);
  }

  #stored(): readonly Failing[] {
    const nowMs = this.parts.clock.now();
    return [...this.parts.alerts.list()].flatMap((alert) => {
      const integration = integrationOf(alert.labels);
      return integration === undefined || isResolved(alert, nowMs) ? [] : [{ integration, alert }];
    });
  }
}

function labelsOf({ receiver, type, index }: IntegrationKey, { labels }: AlertOnFailure): LabelSet {
  return LabelSet.of({ ...labels, alertname: ALERTNAME, receiver, integration: `${type}[${index}]` });
}

function integrationOf(labels: LabelSet): IntegrationKey | undefined {
  const receiver = labels.get('receiver');
  const [, type, index] = /^(\w+)\[(\d+)\]$/.exec(labels.get('integration') ?? '') ?? [];
  if (labels.get('alertname') !== ALERTNAME || receiver === undefined || type === undefined) return undefined;
  return { receiver, type, index: Number(index) };
}
