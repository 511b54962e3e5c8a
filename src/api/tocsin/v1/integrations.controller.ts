import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DeliveryDesk, type IntegrationStatus } from '../../delivery-desk.js';
import { Engine } from '../../engine.js';
import { momentJson } from './moment-json.js';
import { cursorOf, Parameters } from './parameters.js';
import { sendAnswer } from './send-answer.js';

@Controller('api/tocsin/v1/integrations')
export class IntegrationsController {
  constructor(
    private readonly desk: DeliveryDesk,
    private readonly engine: Engine,
  ) {}

  /** How each integration of the configuration delivers. */
  @Get()
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const parameters = new Parameters(request.url, ['receiver', 'limit', 'cursor']);
    const receiver = parameters.text('receiver');
    const limit = parameters.limit();
    const from = parameters.cursor((value) => typeof value === 'number') ?? 0;
    const statuses = this.desk
      .integrations()
      .filter(({ integration }) => receiver === undefined || integration.receiver === receiver);
    const items = statuses.slice(from, from + limit).map((status) => integrationJson(status, this.engine.now()));
    const next = statuses.length > from + limit ? cursorOf(from + limit) : null;
    await sendAnswer(request, reply, { items, next });
  }
}

function integrationJson(status: IntegrationStatus, nowMs: number): object {
  const { integration, oldestQueuedAtMs, lastDeliveredAtMs, lastFailure, lastHour, rateLimitedUntilMs } = status;
  return {
    receiver: integration.receiver,
    integration: `${integration.type}[${integration.index}]`,
    waiting: status.waiting,
    running: status.running,
    oldestWaitingSeconds: oldestQueuedAtMs === undefined ? null : Math.max(0, nowMs - oldestQueuedAtMs) / 1000,
    deadLetters: status.deadLetters,
    lastDeliveredAt: lastDeliveredAtMs === undefined ? null : momentJson(lastDeliveredAtMs),
    lastFailure:
      lastFailure === undefined
        ? null
        : { at: momentJson(lastFailure.atMs), reason: lastFailure.reason, error: lastFailure.error },
    attemptsLastHour: lastHour.attempts,
    failuresLastHour: lastHour.failures,
    rateLimitedUntil: rateLimitedUntilMs === undefined ? null : momentJson(rateLimitedUntilMs),
  };
}
