import { createServer as createHttpServer, type IncomingHttpHeaders } from 'node:http';
import { createServer as createHttp2Server, createSecureServer, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo, Server } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { type ReceivedSpan, spansOf } from './otlp-message.js';
import { Recorder } from './recorder.js';

/** A collector of spans on a free port of this machine. */
export interface OtlpCollector {
  /** `host:port`. */
  readonly endpoint: string;
  readonly spans: Recorder<ReceivedSpan>;
  /** Of each export. */
  readonly headers: Recorder<IncomingHttpHeaders>;
  close(): Promise<void>;
}

/** OTLP over HTTP, with protobuf. */
export async function startOtlpHttpCollector(): Promise<OtlpCollector> {
  const [spans, headers] = [new Recorder<ReceivedSpan>(), new Recorder<IncomingHttpHeaders>()];
  const server = createHttpServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const isExport = request.method === 'POST' && request.url === '/v1/traces';
    if (isExport && request.headers['content-type'] === 'application/x-protobuf') {
      const body = Buffer.concat(chunks);
      const isZipped = request.headers['content-encoding'] === 'gzip';
      for (const span of spansOf(isZipped ? gunzipSync(body) : body)) spans.add(span);
      headers.add(request.headers);
      response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
    } else {
      response.writeHead(404).end();
    }
  });
  return collector(server, spans, headers, () => server.closeAllConnections());
}

/** OTLP over gRPC, spoken by hand: a message has a byte that says whether it is zipped, and its length, before it. */
export async function startOtlpGrpcCollector(tls?: { key: string; cert: string }): Promise<OtlpCollector> {
  const [spans, headers] = [new Recorder<ReceivedSpan>(), new Recorder<IncomingHttpHeaders>()];
  const server = tls === undefined ? createHttp2Server() : createSecureServer(tls);
  const sessions = new Set<{ destroy(): void }>();
  server.on('session', (session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
  });
  server.on('stream', (stream: ServerHttp2Stream, received: IncomingHttpHeaders) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      const isExport = received[':path'] === '/opentelemetry.proto.collector.trace.v1.TraceService/Export';
      if (isExport) {
        for (const span of spansOf(messageOf(Buffer.concat(chunks)))) spans.add(span);
        headers.add(received);
      }
      stream.respond({ ':status': 200, 'content-type': 'application/grpc+proto' }, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': isExport ? '0' : '12' }));
      // An answer without a field.
      stream.end(Buffer.alloc(5));
    });
  });
  return collector(server, spans, headers, () => {
    for (const session of sessions) session.destroy();
  });
}

function messageOf(frame: Buffer): Buffer {
  const message = frame.subarray(5, 5 + frame.readUInt32BE(1));
  return frame[0] === 1 ? gunzipSync(message) : message;
}

async function collector(
  server: Server,
  spans: Recorder<ReceivedSpan>,
  headers: Recorder<IncomingHttpHeaders>,
  disconnect: () => void,
): Promise<OtlpCollector> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `127.0.0.1:${port}`,
    spans,
    headers,
    close() {
      disconnect();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
