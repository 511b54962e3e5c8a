import type { AlertStore } from '../alerts/alert-store.js';
import type { Inhibitor } from '../inhibit/inhibitor.js';
import type { NotificationLog } from '../nflog/notification-log.js';
import type { Notifier } from '../notify/notifier.js';
import type { Pipeline } from '../notify/pipeline.js';
import type { Stage } from '../notify/stage.js';
import type { Silencer } from '../silences/silencer.js';
import type { Silences } from '../silences/silences.js';
import { DispatchSpans } from './dispatch-spans.js';
import { FlushLinks } from './flush-links.js';
import { OutgoingSpans } from './outgoing-spans.js';
import { RequestSpans } from './request-spans.js';
import type { Spans } from './spans.js';
import { TracedAlerts } from './traced-alerts.js';
import { TracedDeliveries } from './traced-deliveries.js';
import { tracedLog } from './traced-log.js';
import { tracedInhibitor, tracedSilencer } from './traced-muting.js';
import { TracedNotifier } from './traced-notifier.js';
import { TracedPipeline } from './traced-pipeline.js';
import { TracedSilences } from './traced-silences.js';
import { TracedStage } from './traced-stage.js';

/** The parts of the engine with spans around them. Their names and attributes are Alertmanager's. */
export class EngineSpans {
  readonly dispatch: DispatchSpans;
  readonly deliveries: TracedDeliveries;
  readonly requests: RequestSpans;
  readonly outgoing: OutgoingSpans;
  readonly #links = new FlushLinks();

  constructor(readonly spans: Spans) {
    this.dispatch = new DispatchSpans(spans, this.#links);
    this.deliveries = new TracedDeliveries(spans);
    this.requests = new RequestSpans(spans);
    this.outgoing = new OutgoingSpans(spans);
  }

  alerts(alerts: Pick<AlertStore, 'put' | 'list' | 'subscribe'>): TracedAlerts {
    return new TracedAlerts(alerts, this.spans);
  }

  pipeline(pipeline: Pipeline): TracedPipeline {
    return new TracedPipeline(pipeline, this.spans, this.#links);
  }

  stage(stage: Stage, name: string): Stage {
    return new TracedStage(stage, name, this.spans);
  }

  log(log: NotificationLog): ReturnType<typeof tracedLog> {
    return tracedLog(log, this.spans);
  }

  silences(silences: Silences): TracedSilences {
    return new TracedSilences(silences, this.spans);
  }

  /** @param type of the integration */
  notifier(notifier: Notifier, type: string): Notifier {
    return new TracedNotifier(notifier, type, this.spans);
  }

  inhibitor(inhibitor: Inhibitor): Pick<Inhibitor, 'find' | 'put'> {
    return tracedInhibitor(inhibitor, this.spans);
  }

  silencer(silencer: Silencer): Pick<Silencer, 'silencedBy'> {
    return tracedSilencer(silencer, this.spans);
  }
}
