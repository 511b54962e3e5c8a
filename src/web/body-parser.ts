import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const DECODERS = { gzip: promisify(gunzip), 'x-gzip': promisify(gunzip), deflate: promisify(inflate) };

/** Hands bodies over as bytes, whatever their type: the API decodes them by hand. Compressed ones are understood. */
export function parseBodiesAsBuffers(server: FastifyInstance, bytesMax: number): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: bytesMax },
    async ({ headers }: FastifyRequest, body: Buffer): Promise<Buffer> => {
      const encoding = (headers['content-encoding'] ?? 'identity').trim().toLowerCase();
      return encoding === 'identity' || encoding === '' ? body : decode(encoding, body, bytesMax);
    },
  );
}

async function decode(encoding: string, body: Buffer, bytesMax: number): Promise<Buffer> {
  const decoder = Object.entries(DECODERS).find(([name]) => name === encoding)?.[1];
  if (decoder === undefined) {
    throw refusal(415, `unsupported content encoding ${JSON.stringify(encoding)}, only [gzip,deflate] are allowed`);
  }
  try {
    return await decoder(body, { maxOutputLength: bytesMax });
  } catch (error) {
    if (isTooLarge(error)) throw refusal(413, 'decompressed body too large');
    throw refusal(400, `the body is not valid ${encoding}`);
  }
}

function isTooLarge(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}

function refusal(statusCode: number, message: string): Error {
  return Object.assign(new Error(message), { statusCode });
}
