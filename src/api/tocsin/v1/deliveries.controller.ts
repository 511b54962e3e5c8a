import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DeliveryPosition, DeliveryQuery } from '../../../deliveries/delivery-query.js';
import { DELIVERY_STATES } from '../../../deliveries/delivery-record.js';
import { DeliveryDesk } from '../../delivery-desk.js';
import { sendJson } from '../../v2/send-json.js';
import { deliveryDetailJson, deliveryJson } from './delivery-json.js';
import { readMoment } from './moment-parameter.js';
import { cursorOf, Parameters } from './parameters.js';
import { Problem } from './problem.js';
import { sendAnswer } from './send-answer.js';

@Controller('api/tocsin/v1/deliveries')
export class DeliveriesController {
  constructor(private readonly desk: DeliveryDesk) {}

  @Get()
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { items, next } = await this.desk.list(readQuery(request.url));
    const page = { items: items.map(deliveryJson), next: next === undefined ? null : cursorOf(next) };
    await sendAnswer(request, reply, page);
  }

  @Get(':id')
  async get(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    new Parameters(request.url, []);
    const record = await this.desk.get(id);
    if (record === undefined) throw noSuchDelivery(id);
    await sendAnswer(request, reply, deliveryDetailJson(record));
  }

  /** Attempts it now, with the newest state of its group. */
  @Post(':id/retry')
  async retry(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    new Parameters(request.url, []);
    const answer = await this.desk.retry(id);
    if (answer === 'unknown') throw noSuchDelivery(id);
    if (answer.kind === 'refused') throw new Problem(409, 'cannot be retried', answer.error);
    reply.code(202);
    sendJson(reply, JSON.stringify({ id, deliveryId: answer.deliveryId, state: answer.state }));
  }
}

function readQuery(url: string): DeliveryQuery {
  const parameters = new Parameters(url, [
    'receiver',
    'integration',
    'state',
    'group',
    'from',
    'to',
    'limit',
    'cursor',
  ]);
  const states = parameters.names('state').map((name) => {
    const state = DELIVERY_STATES.find((known) => known === name);
    if (state !== undefined) return state;
    throw new Problem(400, 'invalid request', `state has to be some of ${DELIVERY_STATES.join(', ')}`);
  });
  return {
    receiver: parameters.text('receiver'),
    integration: parameters.text('integration'),
    states,
    group: parameters.text('group'),
    fromMs: readMoment(parameters, 'from'),
    toMs: readMoment(parameters, 'to'),
    limit: parameters.limit(),
    position: parameters.cursor(isPosition),
  };
}

function isPosition(value: unknown): value is DeliveryPosition {
  if (typeof value !== 'object' || value === null) return false;
  if ('history' in value) return typeof value.history === 'string';
  if (!('behind' in value) || !Array.isArray(value.behind)) return false;
  const [atMs, id] = value.behind;
  return value.behind.length === 2 && typeof atMs === 'number' && typeof id === 'string';
}

function noSuchDelivery(id: string): Problem {
  return new Problem(404, 'no such delivery', `delivery ${JSON.stringify(id)} is not known, or not any more`);
}
