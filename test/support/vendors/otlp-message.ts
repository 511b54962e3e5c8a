import protobuf from 'protobufjs';

/** A span as a collector receives it. */
export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for the first span of a trace. */
  readonly parentSpanId: string;
  readonly name: string;
  /** 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  readonly kind: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly events: readonly string[];
  /** Trace ids that the span links to. */
  readonly links: readonly string[];
  /** 2: error. */
  readonly status: number;
  /** Of what sent it. */
  readonly resource: Readonly<Record<string, unknown>>;
}

/** What is read of `opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest`. */
const { root } = protobuf.parse(`
  syntax = "proto3";
  message Request { repeated ResourceSpans resource_spans = 1; }
  message ResourceSpans { Resource resource = 1; repeated ScopeSpans scope_spans = 2; }
  message Resource { repeated KeyValue attributes = 1; }
  message ScopeSpans { repeated Span spans = 2; }
  message Span {
    bytes trace_id = 1; bytes span_id = 2; bytes parent_span_id = 4; string name = 5; int32 kind = 6;
    repeated KeyValue attributes = 9; repeated Event events = 11; repeated Link links = 13; Status status = 15;
  }
  message Event { string name = 2; }
  message Link { bytes trace_id = 1; }
  message Status { int32 code = 3; }
  message KeyValue { string key = 1; Value value = 2; }
  message Value { oneof value { string text = 1; bool truth = 2; int64 whole = 3; double real = 4; } }
`);
const Request = root.lookupType('Request');

interface Attribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

interface Decoded {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly DecodedSpan[] }[];
  }[];
}

interface DecodedSpan {
  readonly traceId: Buffer;
  readonly spanId: Buffer;
  readonly parentSpanId: Buffer;
  readonly name: string;
  readonly kind: number;
  readonly attributes: readonly Attribute[];
  readonly events: readonly { readonly name: string }[];
  readonly links: readonly { readonly traceId: Buffer }[];
  readonly status: { readonly code: number } | null;
}

/** The spans of an export. @throws when it is none */
export function spansOf(body: Uint8Array): ReceivedSpan[] {
  const options = { longs: Number, defaults: true, arrays: true, bytes: Buffer, oneofs: false };
  const { resourceSpans } = Request.toObject(Request.decode(body), options) as unknown as Decoded;
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) => spans.map((span) => spanOf(span, plain(resource.attributes)))),
  );
}

function spanOf(span: DecodedSpan, resource: Readonly<Record<string, unknown>>): ReceivedSpan {
  const hex = (bytes: Buffer) => Buffer.from(bytes).toString('hex');
  return {
    traceId: hex(span.traceId),
    spanId: hex(span.spanId),
    parentSpanId: hex(span.parentSpanId),
    name: span.name,
    kind: span.kind,
    attributes: plain(span.attributes),
    events: span.events.map(({ name }) => name),
    links: span.links.map(({ traceId }) => hex(traceId)),
    status: span.status?.code ?? 0,
    resource,
  };
}

function plain(attributes: readonly Attribute[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value ?? {})[0]]));
}
