import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { PieceWriter } from './piece-writer.js';
import { Turns } from './turns.js';

/** Sends JSON and the newline that Alertmanager's handlers end with. */
export function sendJson(reply: FastifyReply, json: string): FastifyReply {
  return sendJsonText(reply, `${json}\n`);
}

/** Sends JSON as it is. Bytes, because Fastify adds a charset to the type of a text. */
export function sendJsonText(reply: FastifyReply, json: string): FastifyReply {
  return reply.header('Content-Type', 'application/json').send(Buffer.from(json));
}

/** Sends an array whose items are JSON already. */
export function sendJsonList(reply: FastifyReply, items: Iterable<string>): Promise<FastifyReply> {
  return sendJsonFragments(reply, listFragments(items));
}

/**
 * Sends JSON that comes in fragments. A long answer is written in pieces, as fast as the client reads, and takes turns
 * with other requests.
 */
export async function sendJsonFragments(reply: FastifyReply, fragments: Iterable<string>): Promise<FastifyReply> {
  const pieces = piecesOf(fragments);
  const first = await pieces.next();
  const second = await pieces.next();
  reply.header('Content-Type', 'application/json');
  if (first.done === true || second.done === true) return reply.send(first.value ?? Buffer.alloc(0));
  return reply.send(Readable.from(rejoin(first.value, second.value, pieces), { objectMode: false }));
}

function* listFragments(items: Iterable<string>): Generator<string, void> {
  let separator = '[';
  for (const item of items) {
    yield separator;
    yield item;
    separator = ',';
  }
  yield separator === '[' ? '[]' : ']';
}

/** So many fragments are written before the clock is asked, which costs as much as one of them. */
const FRAGMENTS = 16;

async function* piecesOf(fragments: Iterable<string>): AsyncGenerator<Buffer, void> {
  const turns = new Turns();
  const writer = new PieceWriter();
  let written = 0;
  for (const fragment of fragments) {
    // Not `yield*`: it waits a turn of the microtasks even where there is nothing to yield.
    for (const piece of writer.write(fragment)) yield piece;
    const pause = ++written % FRAGMENTS === 0 ? turns.next() : undefined;
    if (pause !== undefined) await pause;
  }
  yield* writer.write('\n');
  yield writer.end();
}

async function* rejoin(first: Buffer, second: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield second;
  yield* rest;
}
