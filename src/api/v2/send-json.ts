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

/**
 * Sends an array whose items are JSON already. A long one is written in pieces, as fast as the client reads, and takes
 * turns with other requests.
 */
export async function sendJsonList(reply: FastifyReply, items: Iterable<string>): Promise<FastifyReply> {
  const pieces = piecesOf(items);
  const first = await pieces.next();
  const second = await pieces.next();
  if (first.done === true || second.done === true) return sendJson(reply, first.done === true ? '[]' : first.value);
  reply.header('Content-Type', 'application/json');
  return reply.send(Readable.from(joined(first.value, second.value, pieces), { objectMode: false }));
}

async function* piecesOf(items: Iterable<string>): AsyncGenerator<string, undefined> {
  const turns = new Turns();
  let piece = '[';
  let separator = '';
  for (const item of items) {
    piece += separator + item;
    separator = ',';
    const pause = turns.next();
    if (pause !== undefined) await pause;
    if (piece.length < PIECE_LENGTH) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}]`;
  return undefined;
}

async function* joined(first: string, second: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield first;
  yield second;
  yield* rest;
  yield '\n';
}
