import { Controller, Get, Head, HttpCode, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Engine } from '../api/engine.js';
import { sendPlainError } from './plain-text.js';

@Controller('-')
export class ManagementController {
  constructor(private readonly engine: Engine) {}

  /** A server that answers at all is healthy and ready (Alertmanager). */
  @Get(['healthy', 'ready'])
  ok(@Res() reply: FastifyReply): void {
    reply.header('Content-Type', 'text/plain; charset=utf-8').send('OK');
  }

  @Head(['healthy', 'ready'])
  okWithoutBody(@Res() reply: FastifyReply): void {
    reply.send();
  }

  @Post('reload')
  @HttpCode(200)
  async reload(@Res() reply: FastifyReply): Promise<void> {
    try {
      await this.engine.reload();
      reply.send();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      sendPlainError(reply, 500, `failed to reload config: ${reason}`);
    }
  }
}
