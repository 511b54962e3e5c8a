import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Engine } from '../../engine.js';
import { groupDetail } from './group-detail.js';
import { groupList, isGroupPosition } from './group-list.js';
import { Parameters } from './parameters.js';
import { Problem } from './problem.js';
import { sendAnswer } from './send-answer.js';

@Controller('api/tocsin/v1/groups')
export class GroupsController {
  constructor(private readonly engine: Engine) {}

  @Get()
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const known = ['matchers', 'receiver', 'state', 'groupBy', 'limit', 'cursor'];
    const parameters = new Parameters(request.url, known);
    const asked = {
      matchers: parameters.matchers(this.engine.matcherMode),
      receiver: parameters.text('receiver'),
      state: parameters.choice('state', ['active', 'suppressed']),
      groupBy: parameters.names('groupBy'),
      limit: parameters.limit(),
      after: parameters.cursor(isGroupPosition),
    };
    await sendAnswer(request, reply, await groupList(this.engine.current(), asked, this.engine.now()));
  }

  @Get(':id')
  async get(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    new Parameters(request.url, []);
    const group = await groupDetail(this.engine, id);
    if (group === undefined) throw new Problem(404, 'no such group', `there is no group ${JSON.stringify(id)} now`);
    await sendAnswer(request, reply, group);
  }
}
