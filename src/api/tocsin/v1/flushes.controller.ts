import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FlushDecision, RecordedFlush } from '../../../history/flush-entry.js';
import { Past } from '../../past.js';
import { momentJson } from './moment-json.js';
import { muteCauseJson } from './mute-cause-json.js';
import { Parameters } from './parameters.js';
import { pageJson, RANGE_PARAMETERS, readRange } from './past-page.js';
import { sendAnswer } from './send-answer.js';

@Controller('api/tocsin/v1/flushes')
export class FlushesController {
  constructor(private readonly past: Past) {}

  /** What flushes decided, newest first. */
  @Get()
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const parameters = new Parameters(request.url, ['group', 'receiver', ...RANGE_PARAMETERS]);
    const page = this.past.flushes({
      group: parameters.text('group'),
      receiver: parameters.text('receiver'),
      ...readRange(parameters),
    });
    await sendAnswer(request, reply, await pageJson(page, flushJson));
  }
}

function flushJson({ id, atMs, lastAtMs, muted, decisions, ...flush }: RecordedFlush): object {
  return {
    id,
    at: momentJson(atMs),
    lastAt: momentJson(lastAtMs),
    count: flush.count,
    groupId: flush.groupId,
    groupKey: flush.groupKey,
    groupLabels: flush.groupLabels,
    receiver: flush.receiver,
    route: flush.route,
    counts: flush.counts,
    firing: flush.firing,
    resolved: flush.resolved,
    muted: muted.map(({ by, fingerprints }) => ({ by: muteCauseJson(by), fingerprints })),
    decisions: decisions.map(decisionJson),
  };
}

function decisionJson({ integration, send, reason, deliveryId, settlement }: FlushDecision): object {
  return { integration, send, reason, deliveryId: deliveryId ?? null, settlement: settlement ?? null };
}
