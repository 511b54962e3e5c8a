import { describe, expect, it } from '@jest/globals';
import { ROOT_CONTEXT, SpanStatusCode } from '@opentelemetry/api';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { LabelSet } from '../labels/label-set.js';
import type { Delivery } from '../notify/delivery.js';
import type { DeliveryQueue, Settlement } from '../notify/delivery-queue.js';
import { FlushLinks } from './flush-links.js';
import { Spans } from './spans.js';
import { contextOf, headersOf } from './trace-headers.js';
import { TracedDeliveries } from './traced-deliveries.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const HEADERS = { traceparent: `00-${TRACE}-00f067aa0ba902b7-01`, tracestate: 'a=b', baggage: 'tenant=ops' };

function setUp() {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const spans = new Spans();
  spans.use(provider.getTracer('test'));
  /** `child<parent` for each span, in the order of their ends. */
  const tree = () => {
    const ended = exporter.getFinishedSpans();
    return ended.map(({ name, parentSpanContext }) => {
      const parent = ended.find((span) => span.spanContext().spanId === parentSpanContext?.spanId);
      return `${name}<${parent?.name ?? ''}`;
    });
  };
  return { spans, exporter, tree };
}

const later = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('spans', () => {
  it('stand below the span that they run in, also after a wait', async () => {
    const { spans, tree } = setUp();
    await spans.runAsync('a', {}, async () => {
      await later();
      spans.run('b', {}, () => spans.run('c', {}, () => {}));
      await spans.runAsync('d', {}, later);
    });
    spans.run('e', {}, () => {});
    expect(tree()).toEqual(['c<b', 'b<a', 'd<a', 'a<', 'e<']);
  });

  it('say that they failed, and pass the failure on', async () => {
    const { spans, exporter } = setUp();
    const fails = () => {
      throw new Error('broken');
    };
    expect(() => spans.run('a', {}, fails)).toThrow('broken');
    await expect(spans.runAsync('b', {}, async () => fails())).rejects.toThrow('broken');
    for (const { status, events } of exporter.getFinishedSpans()) {
      expect(status).toEqual({ code: SpanStatusCode.ERROR, message: 'broken' });
      expect(events.map(({ name }) => name)).toEqual(['exception']);
    }
  });

  it('are none while tracing is off, and all goes on', async () => {
    const { spans, exporter } = setUp();
    spans.use(undefined);
    expect(spans.run('a', {}, (span) => span.isRecording())).toBe(false);
    expect(await spans.runAsync('b', {}, async () => 'result')).toBe('result');
    expect(exporter.getFinishedSpans()).toEqual([]);
  });

  it('carry the trace of a request on, with what came along with it', () => {
    const { spans } = setUp();
    const { span, context } = spans.start('a', {}, contextOf(HEADERS));
    expect(span.spanContext().traceId).toBe(TRACE);
    expect(headersOf(context)).toEqual({
      ...HEADERS,
      traceparent: `00-${TRACE}-${span.spanContext().spanId}-01`,
    });
  });

  it.each([{}, { traceparent: 'nonsense' }, { traceparent: `00-${'0'.repeat(32)}-00f067aa0ba902b7-01` }])(
    'begin a trace of their own where a request names none: %j',
    (headers) => {
      const { spans } = setUp();
      const { span } = spans.start('a', {}, contextOf(headers));
      expect(span.spanContext().traceId).not.toBe(TRACE);
    },
  );
});

describe('the links of a flush', () => {
  it('lead to where the alerts of its group came from, once each, and no further than a bound', () => {
    const { spans } = setUp();
    const links = new FlushLinks();
    const brought = Array.from({ length: 40 }, () => spans.start('insert', {}, ROOT_CONTEXT).span);
    for (const span of brought) links.add('group', span);
    expect(links.take('group').map(({ context }) => context)).toEqual(
      brought.slice(0, 32).map((span) => span.spanContext()),
    );
    expect(links.take('group')).toEqual([]);
  });

  it('do not lead to what was not kept', () => {
    const links = new FlushLinks();
    links.add('group', new Spans().current());
    expect(links.take('group')).toEqual([]);
  });
});

describe('the trace of a delivery', () => {
  const delivery: Delivery = {
    id: 'flush-webhook-0',
    groupId: 'group',
    groupKey: '{}:{}',
    groupLabels: LabelSet.EMPTY,
    routeLabels: LabelSet.EMPTY,
    integration: { receiver: 'ops', type: 'webhook', index: 0 },
    reason: 'first notification',
    alerts: [],
    flushedAtMs: 0,
    deadlineMs: 0,
    repeatIntervalMs: 0,
    urgency: 0,
    owed: [],
    unsure: [],
    isDemanded: false,
  };
  const attempt = { delivery, others: [], number: 1, previous: undefined, signal: new AbortController().signal };
  const settled = async () => ({ kind: 'settled', settlement: 'delivered' }) as const;

  it('is that of its flush, whoever hands it out, until it has come to an end', async () => {
    const { spans, tree } = setUp();
    const deliveries = new TracedDeliveries(spans);
    const handle = deliveries.handler(settled);
    let end: (settlement: Settlement) => void = () => {};
    const queue: Pick<DeliveryQueue, 'put' | 'withdraw' | 'pending'> = {
      put: () =>
        new Promise((resolve) => {
          end = resolve;
        }),
      withdraw: () => {},
      pending: async () => undefined,
    };
    const put = spans.runAsync('flush', {}, () => deliveries.queue(queue).put(delivery));
    await spans.runAsync('somebody else', {}, () => handle(attempt));
    end('delivered');
    await put;
    await handle(attempt);
    expect(tree()).toEqual(['notify.RetryStage.Exec<flush', 'somebody else<', 'flush<', 'notify.RetryStage.Exec<']);
  });
});
