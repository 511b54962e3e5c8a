import { type Context, defaultTextMapGetter, defaultTextMapSetter, ROOT_CONTEXT } from '@opentelemetry/api';
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core';

const W3C = new CompositePropagator({ propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()] });

/** The trace that a request belongs to: `traceparent`, `tracestate` and `baggage`. */
export function contextOf(headers: Readonly<Record<string, string | string[] | undefined>>): Context {
  return W3C.extract(ROOT_CONTEXT, headers, defaultTextMapGetter);
}

/** What a request needs to carry a trace on. */
export function headersOf(context: Context): Record<string, string> {
  const headers: Record<string, string> = {};
  W3C.inject(context, headers, defaultTextMapSetter);
  return headers;
}
