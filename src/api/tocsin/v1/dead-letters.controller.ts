import { Controller, Delete, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DeadLetter } from '../../../notify/dead-letter.js';
import { DeliveryDesk, type LetterSelection } from '../../delivery-desk.js';
import { sendJson } from '../../v2/send-json.js';
import { deadLetterJson } from './delivery-json.js';
import { JsonRequest } from './json-request.js';
import { cursorOf, Parameters } from './parameters.js';
import { Problem } from './problem.js';
import { sendAnswer } from './send-answer.js';

/** Dead letters that one request may name. */
const IDS_MAX = 1000;

@Controller('api/tocsin/v1/dead-letters')
export class DeadLettersController {
  constructor(private readonly desk: DeliveryDesk) {}

  @Get()
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const parameters = new Parameters(request.url, ['receiver', 'integration', 'limit', 'cursor']);
    const [receiver, integration] = [parameters.text('receiver'), parameters.text('integration')];
    const limit = parameters.limit();
    const after = parameters.cursor(isPosition);
    const isWanted = ({ delivery: { integration: own } }: DeadLetter) =>
      (receiver === undefined || own.receiver === receiver) &&
      (integration === undefined || namesOf(own).includes(integration));
    const isBehind = ({ id, failedAtMs }: DeadLetter) =>
      after === undefined || failedAtMs < after[0] || (failedAtMs === after[0] && id > after[1]);
    const letters = this.desk
      .deadLetters()
      .filter((letter) => isWanted(letter) && isBehind(letter))
      .toSorted((a, b) => b.failedAtMs - a.failedAtMs || (a.id < b.id ? -1 : 1));
    const items = letters.slice(0, limit);
    const last = items.at(-1);
    const next = last === undefined || letters.length <= limit ? null : cursorOf([last.failedAtMs, last.id]);
    await sendAnswer(request, reply, { items: items.map(deadLetterJson), next });
  }

  /** Puts dead letters back into the queue, and says of each how that went. */
  @Post('replay')
  async replay(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const results = await this.desk.replay(readSelection(request.body));
    reply.code(200);
    const answer = results.map((result) =>
      result.kind === 'queued'
        ? { id: result.id, outcome: 'queued', deliveryId: result.deliveryId, state: result.state }
        : { id: result.id, outcome: 'refused', error: result.error },
    );
    sendJson(reply, JSON.stringify({ results: answer }));
  }

  @Delete(':id')
  drop(@Param('id') id: string, @Res() reply: FastifyReply): void {
    if (!this.desk.drop(id)) {
      throw new Problem(404, 'no such dead letter', `there is no dead letter ${JSON.stringify(id)}, or not any more`);
    }
    reply.code(204).send();
  }
}

function readSelection(body: unknown): LetterSelection {
  const request = JsonRequest.of(body, ['ids', 'receiver', 'all']);
  const [ids, receiver, all] = [request.texts('ids'), request.text('receiver'), request.any('all')];
  if (all !== undefined && all !== true) throw request.invalid('all', 'has to be true, or absent');
  if ([ids, receiver, all].filter((given) => given !== undefined).length !== 1) {
    throw new Problem(400, 'invalid request', 'the body has to have one of ids, receiver and all');
  }
  if (ids !== undefined && ids.length > IDS_MAX) throw request.invalid('ids', `may hold ${IDS_MAX} ids`);
  if (ids !== undefined) return { kind: 'ids', ids };
  return receiver === undefined ? { kind: 'all' } : { kind: 'receiver', receiver };
}

function namesOf({ receiver, type, index }: DeadLetter['delivery']['integration']): readonly string[] {
  return [`${type}[${index}]`, `${receiver}/${type}[${index}]`];
}

function isPosition(value: unknown): value is readonly [number, string] {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'number' && typeof value[1] === 'string';
}
