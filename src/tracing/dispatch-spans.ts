import { SpanKind } from '@opentelemetry/api';
import type { Alert } from '../alerts/alert.js';
import type { AggregationGroup } from '../grouping/aggregation-group.js';
import type { DispatchTrace } from '../grouping/dispatch-trace.js';
import type { Route } from '../routing/route.js';
import { alertAttributes } from './alert-attributes.js';
import type { FlushLinks } from './flush-links.js';
import type { Spans } from './spans.js';

/** Follows an alert through its routes into its groups. */
export class DispatchSpans implements DispatchTrace {
  constructor(
    private readonly spans: Spans,
    private readonly links: FlushLinks,
  ) {}

  route({ labels }: Alert, run: () => void): void {
    this.#run('dispatch.Dispatcher.routeAlert', alertAttributes(labels), run);
  }

  group({ labels }: Alert, { receiver }: Route, run: () => void): void {
    const to = { 'alerting.route.receiver.name': receiver };
    this.spans.current().addEvent('dispatching alert to route', to);
    this.#run('dispatch.Dispatcher.groupAlert', { ...alertAttributes(labels), ...to }, run);
  }

  insert({ labels }: Alert, { id, groupKey }: AggregationGroup, run: () => void): void {
    const attributes = { ...alertAttributes(labels), 'alerting.aggregation_group.key': groupKey };
    this.#run('dispatch.AggregationGroup.insert', attributes, () => {
      run();
      this.links.add(id, this.spans.current());
    });
  }

  #run(name: string, attributes: Record<string, string>, run: () => void): void {
    this.spans.run(name, { kind: SpanKind.INTERNAL, attributes }, run);
  }
}
