import { Controller, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LabelSet } from '../../../labels/label-set.js';
import { Engine, type ReceiverTest } from '../../engine.js';
import { sendJson } from '../../v2/send-json.js';
import { JsonRequest } from './json-request.js';
import { Problem } from './problem.js';

/** Tests that may run at once: each may hold a connection for as long as a vendor takes. */
const RUNNING_MAX = 4;

const DEFAULT_LABELS = { alertname: 'TestNotification', severity: 'none' };
const DEFAULT_ANNOTATIONS = { summary: 'This is a test of the receiver. Nothing is wrong.' };

@Controller('api/tocsin/v1/receivers')
export class ReceiversController {
  #running = 0;

  constructor(private readonly engine: Engine) {}

  /** Sends a test notification through every integration of a configured receiver, and says how each ended. */
  @Post(':name/test')
  async test(@Param('name') name: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const asked = readTest(request.body);
    if (this.#running >= RUNNING_MAX) {
      throw new Problem(429, 'too many tests', `${RUNNING_MAX} tests run already; try again when one has ended`);
    }
    this.#running++;
    try {
      const results = await this.engine.current().testReceiver(name, asked);
      if (results === undefined) {
        const known = this.engine.current().receivers.map((receiver) => receiver.name);
        throw new Problem(404, 'no such receiver', `receiver ${JSON.stringify(name)} is not defined`, { known });
      }
      reply.code(200);
      sendJson(reply, JSON.stringify({ receiver: name, integrations: results }));
    } finally {
      this.#running--;
    }
  }
}

function readTest(body: unknown): ReceiverTest {
  const isEmpty = !Buffer.isBuffer(body) || body.length === 0;
  const request = JsonRequest.of(isEmpty ? Buffer.from('{}') : body, ['status', 'labels', 'annotations']);
  return {
    isResolved: request.choice('status', ['firing', 'resolved']) === 'resolved',
    labels: LabelSet.of({ ...DEFAULT_LABELS, ...request.strings('labels') }),
    annotations: LabelSet.of({ ...DEFAULT_ANNOTATIONS, ...request.strings('annotations') }),
  };
}
