import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LabelSet } from '../../../labels/label-set.js';
import { Engine } from '../../engine.js';
import { JsonRequest } from './json-request.js';
import { Parameters } from './parameters.js';
import { routeTest } from './route-test.js';
import { routeTree } from './route-tree.js';
import { sendAnswer } from './send-answer.js';

@Controller('api/tocsin/v1/routes')
export class RoutesController {
  constructor(private readonly engine: Engine) {}

  @Get()
  async tree(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    new Parameters(request.url, []);
    await sendAnswer(request, reply, routeTree(this.engine.current(), this.engine.now()));
  }

  /** Leads the labels of an alert through the tree, and changes nothing. */
  @Post('test')
  async test(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const labels = LabelSet.of(JsonRequest.of(request.body, ['labels']).strings('labels'));
    // An empty label is an absent one, as in an alert that is posted.
    const kept = labels.filter((_name, value) => value !== '');
    await sendAnswer(request, reply, routeTest(this.engine.current(), kept, this.engine.now()));
  }
}
