import { randomBytes } from 'node:crypto';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { acceptedEncoding } from '../../api/accepted-encoding.js';
import { sendPlainError } from '../plain-text.js';
import { contentSecurityPolicy } from './content-security-policy.js';
import { UiFiles } from './ui-files.js';

/** The name of a file changes with its content. */
const FOR_EVER = 'public, max-age=31536000, immutable';
/** Asked for again each time; answered in a few bytes when it has not changed. */
const REVALIDATED = 'no-cache';
const NOT_KEPT = 'no-cache, no-store, must-revalidate';

const NOT_BUILT = `The web UI is not built: run "npm run build". The API is there: see api/v2/status.\n`;

/** The pages of the web UI: one document at `/`, and the files that it asks for. */
@Controller()
export class UiController {
  constructor(private readonly files: UiFiles) {}

  @Get()
  page(@Res() reply: FastifyReply): void {
    reply.header('Cache-Control', NOT_KEPT).header('Pragma', 'no-cache').header('Expires', '0');
    const page = this.files.get('index.html');
    if (page === undefined) {
      reply.header('Content-Type', 'text/plain; charset=utf-8').send(NOT_BUILT);
      return;
    }
    const nonce = randomBytes(16).toString('base64');
    reply
      .header('Content-Type', page.contentType)
      .header('Content-Security-Policy', contentSecurityPolicy(nonce))
      .header('X-Content-Type-Options', 'nosniff')
      .header('Referrer-Policy', 'same-origin')
      .send(page.forms.plain.toString().replace('{{nonce}}', nonce));
  }

  @Get('icon.svg')
  icon(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.#send('icon.svg', REVALIDATED, request, reply);
  }

  @Get('assets/:name')
  asset(@Param('name') name: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.#send(`assets/${name}`, FOR_EVER, request, reply);
  }

  #send(path: string, cacheControl: string, request: FastifyRequest, reply: FastifyReply): void {
    const file = this.files.get(path);
    if (file === undefined) {
      sendPlainError(reply, 404, '404 page not found');
      return;
    }
    reply.header('Cache-Control', cacheControl).header('ETag', file.etag).header('Vary', 'Accept-Encoding');
    if (request.headers['if-none-match'] === file.etag) {
      reply.code(304).send();
      return;
    }
    const encoding = acceptedEncoding(request.headers['accept-encoding'], file.encodings);
    if (encoding !== undefined) reply.header('Content-Encoding', encoding);
    reply
      .header('Content-Type', file.contentType)
      .header('X-Content-Type-Options', 'nosniff')
      .send(file.forms[encoding ?? 'plain']);
  }
}
