import { ROOT_CONTEXT, type Span } from '@opentelemetry/api';
import type { Flush } from '../notify/flush.js';
import type { Pipeline, PipelineResult } from '../notify/pipeline.js';
import type { FlushLinks } from './flush-links.js';
import { fail, type Spans } from './spans.js';

/** A trace for each flush; it lasts until its deliveries have come to an end. */
export class TracedPipeline {
  constructor(
    private readonly pipeline: Pick<Pipeline, 'run'>,
    private readonly spans: Spans,
    private readonly links: FlushLinks,
  ) {}

  async run(flush: Flush): Promise<PipelineResult> {
    if (!this.spans.isOn) return this.pipeline.run(flush);
    const count = { 'alerting.alerts.count': flush.alerts.length };
    const attributes = { 'alerting.aggregation_group.key': flush.groupKey, ...count };
    const options = { attributes, links: this.links.take(flush.groupId) };
    const { span, context } = this.spans.start('dispatch.AggregationGroup.flush', options, ROOT_CONTEXT);
    const routing = { attributes: { 'alerting.notify.receiver.name': flush.route.receiver, ...count } };
    try {
      const run = () => this.pipeline.run(flush);
      const result = await this.spans.runAsync('notify.RoutingStage.Exec', routing, run, context);
      endWith(result, span);
      return result;
    } catch (error) {
      fail(span, error);
      span.end();
      throw error;
    }
  }
}

function endWith({ settled }: PipelineResult, span: Span): void {
  settled
    .then((isDone) => {
      if (!isDone) fail(span, 'notification failed');
    })
    .catch((error: unknown) => fail(span, error))
    .finally(() => span.end());
}
