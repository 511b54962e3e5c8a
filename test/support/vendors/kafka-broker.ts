import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { gunzipSync } from 'node:zlib';
import { int16, int32, int64, KafkaReader, list, string } from './kafka-bytes.js';
import { Recorder } from './recorder.js';

export interface KafkaMessage {
  readonly topic: string;
  readonly key: string;
  readonly value: Buffer;
  readonly clientId: string;
  /** 0: none, 1: the leader, -1: all replicas. */
  readonly acks: number;
  readonly isZipped: boolean;
}

/** A cluster of one broker with one topic of one partition, on a free port of this machine. */
export interface KafkaBroker {
  /** `host:port`. */
  readonly address: string;
  readonly messages: Recorder<KafkaMessage>;
  /** What producers are told from now on: 0 is success, 10 is "message too large". */
  answer(errorCode: number): void;
  close(): Promise<void>;
}

const PRODUCE = 0;
const METADATA = 3;
const API_VERSIONS = 18;

/** The one version of each request that is understood. */
const VERSIONS = [
  { key: PRODUCE, version: 3 },
  { key: METADATA, version: 1 },
  { key: API_VERSIONS, version: 0 },
];

/** @param options `port` takes the place of a broker that was there before */
export async function startKafkaBroker(
  topic: string,
  options: { readonly port?: number; readonly tls?: { readonly key: string; readonly cert: string } } = {},
): Promise<KafkaBroker> {
  const messages = new Recorder<KafkaMessage>();
  const sockets = new Set<Socket>();
  let errorCode = 0;
  let port = 0;

  const serve = (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    let waiting = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      waiting = Buffer.concat([waiting, chunk]);
      while (waiting.length >= 4 && waiting.length >= 4 + waiting.readInt32BE()) {
        const end = 4 + waiting.readInt32BE();
        const response = respond(new KafkaReader(waiting.subarray(4, end)));
        waiting = waiting.subarray(end);
        if (response !== undefined) socket.write(Buffer.concat([int32(response.length), response]));
      }
    });
  };

  const respond = (request: KafkaReader): Buffer | undefined => {
    const key = request.int16();
    const version = request.int16();
    const correlation = int32(request.int32());
    const clientId = request.string();
    if (key === API_VERSIONS) return Buffer.concat([correlation, apiVersions(version)]);
    if (key === METADATA) return Buffer.concat([correlation, metadata(topic, port)]);
    const { acks, produced } = readProduce(request, clientId);
    if (errorCode === 0) for (const message of produced) messages.add(message);
    return acks === 0 ? undefined : Buffer.concat([correlation, producedAnswer(topic, errorCode)]);
  };

  const server = options.tls === undefined ? createServer(serve) : createTlsServer({ ...options.tls }, serve);
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  return {
    address: `127.0.0.1:${port}`,
    messages,
    answer(code) {
      errorCode = code;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Whatever version is asked for is answered in its own form. */
function apiVersions(version: number): Buffer {
  const known = VERSIONS.map(({ key, version: only }) => Buffer.concat([int16(key), int16(only), int16(only)]));
  return Buffer.concat([int16(0), list(known), ...(version > 0 ? [int32(0)] : [])]);
}

function metadata(topic: string, port: number): Buffer {
  const noRack = int16(-1);
  const broker = Buffer.concat([int32(1), string('127.0.0.1'), int32(port), noRack]);
  const partition = Buffer.concat([int16(0), int32(0), int32(1), list([int32(1)]), list([int32(1)])]);
  const isInternal = Buffer.from([0]);
  return Buffer.concat([
    list([broker]),
    int32(1),
    list([Buffer.concat([int16(0), string(topic), isInternal, list([partition])])]),
  ]);
}

function producedAnswer(topic: string, errorCode: number): Buffer {
  const partition = Buffer.concat([int32(0), int16(errorCode), int64(0), int64(-1)]);
  return Buffer.concat([list([Buffer.concat([string(topic), list([partition])])]), int32(0)]);
}

function readProduce(request: KafkaReader, clientId: string): { acks: number; produced: KafkaMessage[] } {
  request.string();
  const acks = request.int16();
  request.int32();
  const topics = request.list(() => {
    const topic = request.string();
    const batches = request.list(() => {
      request.int32();
      return request.data();
    });
    return batches.flatMap((batch) => recordsOf(batch).map((record) => ({ topic, clientId, acks, ...record })));
  });
  return { acks, produced: topics.flat() };
}

/** A record batch, magic 2. */
function recordsOf(batch: Buffer): Pick<KafkaMessage, 'key' | 'value' | 'isZipped'>[] {
  const reader = new KafkaReader(batch);
  reader.skip(21);
  const isZipped = (reader.int16() & 7) === 1;
  reader.skip(34);
  const count = reader.int32();
  const records = new KafkaReader(isZipped ? gunzipSync(reader.rest()) : reader.rest());
  return Array.from({ length: count }, () => {
    const record = new KafkaReader(records.raw(records.varint()));
    record.int8();
    record.varint();
    record.varint();
    const key = record.raw(record.varint()).toString();
    return { key, value: Buffer.from(record.raw(record.varint())), isZipped };
  });
}
