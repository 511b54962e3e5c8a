import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Engine } from '../engine.js';
import { groupsJson } from './groups-json.js';
import { Query } from './query.js';
import { sendJsonFragments } from './send-json.js';

@Controller('api/v2/alerts/groups')
export class AlertGroupsController {
  constructor(private readonly engine: Engine) {}

  @Get()
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await sendJsonFragments(reply, await groupsJson(this.engine, new Query(request.url, this.engine.matcherMode)));
  }
}
