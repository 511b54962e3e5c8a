import { SpanKind } from '@opentelemetry/api';
import { type Notification, Notifier } from '../notify/notifier.js';
import type { Outcome } from '../notify/outcome.js';
import { fail, type Spans } from './spans.js';

/** A span for each attempt at a vendor. */
export class TracedNotifier extends Notifier {
  /** @param type of the integration */
  constructor(
    private readonly notifier: Notifier,
    private readonly type: string,
    private readonly spans: Spans,
  ) {
    super();
  }

  override notify(notification: Notification, signal: AbortSignal): Promise<Outcome> {
    const attributes = {
      'alerting.notify.integration.name': this.type,
      'alerting.alerts.count': notification.data.alerts.length,
    };
    return this.spans.runAsync('notify.Integration.Notify', { kind: SpanKind.CLIENT, attributes }, async (span) => {
      const outcome = await this.notifier.notify(notification, signal);
      span.setAttribute('alerting.notify.error.recoverable', outcome.kind === 'retry');
      if (outcome.kind !== 'delivered') fail(span, outcome.error);
      return outcome;
    });
  }

  override close(): Promise<void> {
    return this.notifier.close();
  }
}
