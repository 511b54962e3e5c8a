import { Controller, Delete, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Engine } from '../engine.js';
import { ApiError, invalidType } from './api-error.js';
import { literalJson } from './json-text.js';
import { Query } from './query.js';
import { sendJson, sendJsonList } from './send-json.js';
import { takeSilence } from './silence-intake.js';
import { silencesJson } from './silences-json.js';
import { silenceJson } from './wire.js';

@Controller('api/v2')
export class SilencesController {
  constructor(private readonly engine: Engine) {}

  @Get('silences')
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await sendJsonList(reply, silencesJson(this.engine, new Query(request.url, this.engine.matcherMode)));
  }

  @Post('silences')
  @HttpCode(200)
  async post(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const id = await takeSilence(this.engine, request.body);
    sendJson(reply, `{"silenceID":${literalJson(id)}}`);
  }

  @Get('silence/:silenceID')
  get(@Param('silenceID') id: string, @Res() reply: FastifyReply): void {
    const silence = this.engine.silences.get(requireUuid(id));
    if (silence === undefined) throw NOT_FOUND;
    sendJson(reply, silenceJson(silence, this.engine.now()));
  }

  @Delete('silence/:silenceID')
  @HttpCode(200)
  async expire(@Param('silenceID') id: string): Promise<void> {
    const isKnown = await this.engine.silences.expire(requireUuid(id));
    if (!isKnown) throw NOT_FOUND;
  }
}

/** Alertmanager answers without a body. */
const NOT_FOUND = new ApiError(404, '');

const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;

function requireUuid(id: string): string {
  if (!UUID.test(id)) throw invalidType('silenceID', 'path', 'uuid', id);
  return id;
}
