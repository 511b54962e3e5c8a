import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { Turns } from './turns.js';

/** Size of the pieces of a long answer, in characters. */
const PIECE_LENGTH = 256 * 1024;

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
  const start = first.done === true ? '' : first.value;
  if (second.done === true) return sendJson(reply, start);
  reply.header('Content-Type', 'application/json');
  return reply.send(Readable.from(withNewline(start, second.value, pieces), { objectMode: false }));
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

async function* piecesOf(fragments: Iterable<string>): AsyncGenerator<string, void> {
  const turns = new Turns();
  let piece = '';
  for (const fragment of fragments) {
    piece += fragment;
    const pause = turns.next();
    if (pause !== undefined) await pause;
    if (piece.length < PIECE_LENGTH) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

async function* withNewline(first: string, second: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield first;
  yield second;
  yield* rest;
  yield '\n';
}
