import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ALERT_EVENT_KINDS, type AlertEvent } from '../../../history/alert-event.js';
import { Engine } from '../../engine.js';
import { Past } from '../../past.js';
import { readFingerprint } from './fingerprint-parameter.js';
import { momentJson } from './moment-json.js';
import { muteCauseJson } from './mute-cause-json.js';
import { Parameters } from './parameters.js';
import { pageJson, RANGE_PARAMETERS, readRange } from './past-page.js';
import { Problem } from './problem.js';
import { sendAnswer } from './send-answer.js';

@Controller('api/tocsin/v1/alerts/history')
export class AlertHistoryController {
  constructor(
    private readonly engine: Engine,
    private readonly past: Past,
  ) {}

  /** What happened to alerts, newest first. */
  @Get()
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const known = ['fingerprint', 'matchers', 'kind', 'receiver', ...RANGE_PARAMETERS];
    const parameters = new Parameters(request.url, known);
    const page = this.past.alertEvents({
      fingerprint: readFingerprint(parameters),
      matchers: parameters.matchers(this.engine.matcherMode),
      kinds: parameters.names('kind').map(kindOf),
      receiver: parameters.text('receiver'),
      ...readRange(parameters),
    });
    await sendAnswer(request, reply, await pageJson(page, eventJson));
  }
}

function kindOf(name: string) {
  const kind = ALERT_EVENT_KINDS.find((known) => known === name);
  if (kind !== undefined) return kind;
  throw new Problem(400, 'invalid request', `kind has to be some of ${ALERT_EVENT_KINDS.join(', ')}`);
}

function eventJson({ id, atMs, fingerprint, labels, happening }: AlertEvent): object {
  return { id, at: momentJson(atMs), fingerprint, labels, kind: happening.kind, details: detailsOf(happening) };
}

function detailsOf(happening: AlertEvent['happening']): object {
  const { kind, ...details } = happening;
  if (happening.kind === 'fired') return { startsAt: momentJson(happening.startsAtMs) };
  if (happening.kind === 'resolved') return { timeout: happening.isTimeout };
  return happening.kind === 'muted' ? { ...details, by: muteCauseJson(happening.by) } : details;
}
