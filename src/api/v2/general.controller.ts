import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { passesFilter } from '../../labels/matcher.js';
import { Engine } from '../engine.js';
import { openApiDocument } from './openapi-document.js';
import { Query } from './query.js';
import { sendJson, sendJsonText } from './send-json.js';
import { receiversJson, statusJson } from './wire.js';

@Controller('api/v2')
export class GeneralController {
  constructor(private readonly engine: Engine) {}

  @Get('status')
  status(@Res() reply: FastifyReply): void {
    sendJson(reply, statusJson(this.engine));
  }

  @Get('receivers')
  receivers(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const matchers = new Query(request.url, this.engine.matcherMode).receiverMatchers();
    const { receivers } = this.engine.current();
    sendJson(reply, receiversJson(receivers.filter(({ labels }) => passesFilter(matchers, labels))));
  }

  /** Alertmanager registers its document where it cannot be reached. */
  @Get('openapi.yaml')
  openApiYaml(@Res() reply: FastifyReply): void {
    reply.header('Content-Type', 'application/yaml; charset=utf-8').send(openApiDocument().yaml);
  }

  @Get('swagger.json')
  openApiJson(@Res() reply: FastifyReply): void {
    sendJsonText(reply, openApiDocument().json);
  }
}
