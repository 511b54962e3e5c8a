import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Engine } from '../../engine.js';
import { isLabelPosition, type LabelListRequest, labelNames, labelValues } from './label-counts.js';
import { Parameters } from './parameters.js';
import { sendAnswer } from './send-answer.js';

/** The labels of the alerts that fire: what a matcher could say. */
@Controller('api/tocsin/v1/labels')
export class LabelsController {
  constructor(private readonly engine: Engine) {}

  @Get()
  async names(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await sendAnswer(request, reply, await labelNames(this.engine, read(request)));
  }

  @Get(':name/values')
  async values(@Param('name') name: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await sendAnswer(request, reply, await labelValues(this.engine, name, read(request)));
  }
}

function read({ url }: FastifyRequest): LabelListRequest {
  const parameters = new Parameters(url, ['prefix', 'limit', 'cursor']);
  return {
    prefix: parameters.text('prefix') ?? '',
    limit: parameters.limit(),
    after: parameters.cursor(isLabelPosition),
  };
}
