import {
  type Context,
  INVALID_SPAN_CONTEXT,
  type Span,
  type SpanOptions,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';

const NO_SPAN = trace.wrapSpanContext(INVALID_SPAN_CONTEXT);

/**
 * Makes spans below one another: whatever runs in a span, also after a wait, has it for a parent. Nothing of the process
 * is shared: two servers in one process trace apart.
 */
export class Spans {
  readonly #contexts = new AsyncLocalStorageContextManager();
  #tracer: Tracer | undefined;

  /** While it is off, nothing here costs more than asking. */
  get isOn(): boolean {
    return this.#tracer !== undefined;
  }

  /** @param tracer undefined: nothing is traced from now on */
  use(tracer: Tracer | undefined): void {
    this.#tracer = tracer;
    if (tracer === undefined) this.#contexts.disable();
  }

  /** Where the caller stands. */
  active(): Context {
    return this.#contexts.active();
  }

  /** The span that the caller runs in. */
  current(): Span {
    return trace.getSpan(this.active()) ?? NO_SPAN;
  }

  /** Runs below a context, wherever the caller stands. */
  within<T>(context: Context, run: () => T): T {
    return this.#contexts.with(context, run);
  }

  /** Begins a span that the caller ends. @param parent `ROOT_CONTEXT` begins a trace */
  start(name: string, options: SpanOptions, parent: Context): { readonly span: Span; readonly context: Context } {
    const span = this.#tracer?.startSpan(name, options, parent) ?? NO_SPAN;
    return { span, context: trace.setSpan(parent, span) };
  }

  /** Runs something in a span of its own. */
  run<T>(name: string, options: SpanOptions, run: (span: Span) => T): T {
    if (this.#tracer === undefined) return run(NO_SPAN);
    const { span, context } = this.start(name, options, this.active());
    try {
      return this.within(context, () => run(span));
    } catch (error) {
      fail(span, error);
      throw error;
    } finally {
      span.end();
    }
  }

  /** The same for what takes a while. @param parent where the span belongs, if not where the caller stands */
  runAsync<T>(name: string, options: SpanOptions, run: (span: Span) => Promise<T>, parent?: Context): Promise<T> {
    if (this.#tracer === undefined) return run(NO_SPAN);
    const { span, context } = this.start(name, options, parent ?? this.active());
    return this.#untilDone(span, () => this.within(context, () => run(span)));
  }

  async #untilDone<T>(span: Span, run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      fail(span, error);
      throw error;
    } finally {
      span.end();
    }
  }
}

/** A vendor's answer may be long, and spans wait in memory. */
const MESSAGE_MAX = 1024;

/** Marks a span as failed. */
export function fail(span: Span, error: unknown): void {
  const message = (error instanceof Error ? error.message : String(error)).slice(0, MESSAGE_MAX);
  span.setStatus({ code: SpanStatusCode.ERROR, message });
  span.recordException(message);
}
