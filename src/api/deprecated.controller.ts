import { Controller, Delete, Get, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { sendJsonText } from './v2/send-json.js';

const GONE =
  '{"status":"deprecated","error":"The Alertmanager v1 API was deprecated in version 0.16.0 and is removed as of ' +
  'version 0.27.0 - please use the equivalent route in the v2 API"}\n';

/** What is left of API v1: every former route says where to go. */
@Controller('api/v1')
export class DeprecatedController {
  @Get(['status', 'receivers', 'alerts', 'silences', 'silence/:sid'])
  get(@Res() reply: FastifyReply): void {
    answer(reply);
  }

  @Post(['alerts', 'silences'])
  post(@Res() reply: FastifyReply): void {
    answer(reply);
  }

  @Delete('silence/:sid')
  delete(@Res() reply: FastifyReply): void {
    answer(reply);
  }
}

function answer(reply: FastifyReply): void {
  sendJsonText(reply.code(410), GONE);
}
