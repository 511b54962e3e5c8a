import { readFileSync } from 'node:fs';
import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

@Controller('api/tocsin/v1')
export class DocumentController {
  #document: string | undefined;

  /** The description of this API, read when it is first asked for. */
  @Get('openapi.yaml')
  openApi(@Res() reply: FastifyReply): void {
    this.#document ??= readFileSync(new URL('./openapi.yaml', import.meta.url), 'utf8');
    reply.header('Content-Type', 'application/yaml; charset=utf-8').send(this.#document);
  }
}
