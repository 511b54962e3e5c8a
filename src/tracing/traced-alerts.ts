import { SpanKind } from '@opentelemetry/api';
import type { Alert } from '../alerts/alert.js';
import type { AlertListener, AlertStore } from '../alerts/alert-store.js';
import type { Spans } from './spans.js';

type Alerts = Pick<AlertStore, 'put' | 'list' | 'subscribe'>;

/** Whoever is told of an alert is told in the span that stores it. */
export class TracedAlerts implements Alerts {
  constructor(
    private readonly alerts: Alerts,
    private readonly spans: Spans,
  ) {}

  put(alerts: readonly Alert[]): Promise<void> {
    const attributes = { 'alerting.alerts.count': alerts.length };
    return this.spans.runAsync('provider.mem.Put', { kind: SpanKind.PRODUCER, attributes }, () =>
      this.alerts.put(alerts),
    );
  }

  list(): Iterable<Alert> {
    return this.alerts.list();
  }

  subscribe(listener: AlertListener): () => void {
    return this.alerts.subscribe(listener);
  }
}
