import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Engine } from '../../engine.js';
import { Past } from '../../past.js';
import { explainJson } from './explain-json.js';
import { readFingerprint } from './fingerprint-parameter.js';
import { readMoment } from './moment-parameter.js';
import { Parameters } from './parameters.js';
import { Problem } from './problem.js';
import { sendAnswer } from './send-answer.js';

@Controller('api/tocsin/v1/explain')
export class ExplainController {
  constructor(
    private readonly engine: Engine,
    private readonly past: Past,
  ) {}

  /** Why nobody was told of an alert, or who was. */
  @Get()
  async explain(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const parameters = new Parameters(request.url, ['fingerprint', 'matchers', 'at', 'receiver']);
    const fingerprint = readFingerprint(parameters);
    const matchers = parameters.matchers(this.engine.matcherMode);
    if (fingerprint === undefined && matchers.length === 0) {
      throw new Problem(400, 'invalid request', 'say which alert: by fingerprint, or by matchers');
    }
    const atMs = readMoment(parameters, 'at');
    const answer = await this.past.explain({ fingerprint, matchers, atMs, receiver: parameters.text('receiver') });
    await sendAnswer(request, reply, explainJson(answer, atMs ?? this.engine.now()));
  }
}
