import { Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Engine } from '../engine.js';
import { AlertIntake } from './alert-intake.js';
import { alertsJson } from './alerts-json.js';
import { Query } from './query.js';
import { sendJsonFragments } from './send-json.js';

@Controller('api/v2/alerts')
export class AlertsController {
  constructor(
    private readonly engine: Engine,
    private readonly intake: AlertIntake,
  ) {}

  @Post()
  @HttpCode(200)
  async post(@Req() request: FastifyRequest): Promise<void> {
    await this.intake.take(request.body);
  }

  @Get()
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await sendJsonFragments(reply, alertsJson(this.engine, new Query(request.url, this.engine.matcherMode)));
  }
}
