import { describe, expect, it } from '@jest/globals';
import { ROOT_CONTEXT } from '@opentelemetry/api';
import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BasicTracerProvider,
  type ReadableSpan,
  type SpanExporter,
} from '@opentelemetry/sdk-trace-base';
import { RecordedLogger } from '../../test/support/recorded-logger.js';
import { SpanOutlet } from './span-outlet.js';

class Collector implements SpanExporter {
  readonly names: string[] = [];
  isAway = false;

  export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    if (this.isAway) {
      done({ code: ExportResultCode.FAILED, error: new Error('away') });
      return;
    }
    this.names.push(...spans.map(({ name }) => name));
    done({ code: ExportResultCode.SUCCESS });
  }

  async shutdown(): Promise<void> {}
}

function setUp(sampler = new AlwaysOnSampler()) {
  const exporter = new Collector();
  const logger = new RecordedLogger();
  const dropped = { count: 0 };
  const outlet = new SpanOutlet({ exporter, logger, dropped: () => dropped.count++ });
  const tracer = new BasicTracerProvider({ spanProcessors: [outlet], sampler }).getTracer('test');
  const trace = (name: string) => tracer.startSpan(name, {}, ROOT_CONTEXT).end();
  return { exporter, logger, dropped, outlet, trace };
}

describe('the outlet of spans', () => {
  it('exports what ended, at the end at the latest', async () => {
    const { exporter, outlet, trace } = setUp();
    trace('a');
    trace('b');
    expect(exporter.names).toEqual([]);
    await outlet.shutdown();
    expect(exporter.names).toEqual(['a', 'b']);
  });

  it('exports nothing of a trace that is not kept', async () => {
    const { exporter, outlet, trace } = setUp(new AlwaysOffSampler());
    trace('a');
    await outlet.shutdown();
    expect(exporter.names).toEqual([]);
  });

  it('drops and counts what is more than may wait', async () => {
    const { exporter, outlet, trace, dropped } = setUp();
    let hold: ((result: ExportResult) => void) | undefined;
    exporter.export = (_spans, done) => {
      hold ??= done;
    };
    for (let i = 0; i < 2048 + 512 + 7; i++) trace(String(i));
    expect(dropped.count).toBe(7);
    exporter.export = Collector.prototype.export;
    hold?.({ code: ExportResultCode.SUCCESS });
    await outlet.shutdown();
    expect(exporter.names).toHaveLength(2048);
  });

  it('says once that the collector is away, and that it is back', async () => {
    const { exporter, outlet, trace, logger } = setUp();
    exporter.isAway = true;
    for (let i = 0; i < 3; i++) {
      trace('lost');
      await outlet.forceFlush().catch(() => {});
    }
    exporter.isAway = false;
    trace('kept');
    await outlet.forceFlush();
    expect(exporter.names).toEqual(['kept']);
    expect(logger.lines).toEqual([
      'warn: Spans cannot be exported; they are lost until the collector is back',
      'info: Spans are exported again',
    ]);
  });
});
