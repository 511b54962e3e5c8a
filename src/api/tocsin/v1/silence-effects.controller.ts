import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Engine } from '../../engine.js';
import { Parameters } from './parameters.js';
import { sendAnswer } from './send-answer.js';
import { readPreview, silencePreview } from './silence-preview.js';
import { silencesHiding } from './silences-hiding.js';

/** What silences would hide, and what they do hide. They are made, changed and ended through API v2. */
@Controller('api/tocsin/v1/silences')
export class SilenceEffectsController {
  constructor(private readonly engine: Engine) {}

  @Post('preview')
  async preview(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const matchers = readPreview(request.body, this.engine.matcherMode);
    await sendAnswer(request, reply, await silencePreview(this.engine, matchers));
  }

  @Get('hiding')
  async hiding(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    new Parameters(request.url, []);
    await sendAnswer(request, reply, { items: await silencesHiding(this.engine) });
  }
}
