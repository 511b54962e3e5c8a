import { type Context, TraceFlags } from '@opentelemetry/api';
import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import {
  BatchSpanProcessor,
  type ReadableSpan,
  type Span,
  type SpanExporter,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import type { Logger } from '../log/logger.js';

export interface SpanOutletParts {
  readonly exporter: SpanExporter;
  readonly logger: Logger;
  /** A span was dropped, because as many as may wait were waiting. */
  readonly dropped: () => void;
}

/** How many ended spans may wait to be exported (the exporter's own default, and Alertmanager's). */
const WAITING_MAX = 2048;

/**
 * Exports spans in batches, beside the work that they tell of. A collector that is away costs the spans and one line in
 * the log: what does not fit is dropped and counted.
 */
export class SpanOutlet implements SpanProcessor {
  readonly #batches: BatchSpanProcessor;
  #waiting = 0;
  #isFailing = false;

  constructor(private readonly parts: SpanOutletParts) {
    const exporter: SpanExporter = {
      export: (spans, done) => this.#export(spans, done),
      shutdown: () => parts.exporter.shutdown(),
    };
    this.#batches = new BatchSpanProcessor(exporter, { maxQueueSize: WAITING_MAX });
  }

  onStart(span: Span, parent: Context): void {
    this.#batches.onStart(span, parent);
  }

  onEnd(span: ReadableSpan): void {
    if ((span.spanContext().traceFlags & TraceFlags.SAMPLED) === 0) return;
    if (this.#waiting >= WAITING_MAX) {
      this.parts.dropped();
      return;
    }
    this.#waiting++;
    this.#batches.onEnd(span);
  }

  forceFlush(): Promise<void> {
    return this.#batches.forceFlush();
  }

  shutdown(): Promise<void> {
    return this.#batches.shutdown();
  }

  #export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    this.#waiting -= spans.length;
    this.parts.exporter.export(spans, (result) => {
      this.#note(result);
      done(result);
    });
  }

  #note({ code, error }: ExportResult): void {
    const isFailing = code !== ExportResultCode.SUCCESS;
    if (isFailing === this.#isFailing) return;
    this.#isFailing = isFailing;
    if (isFailing) {
      const err = error?.message ?? 'unknown error';
      this.parts.logger.warn('Spans cannot be exported; they are lost until the collector is back', { err });
    } else {
      this.parts.logger.info('Spans are exported again');
    }
  }
}
