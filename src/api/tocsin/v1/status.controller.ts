import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Engine, type ServerStatus } from '../../engine.js';
import { momentJson } from './moment-json.js';
import { Parameters } from './parameters.js';
import { sendAnswer } from './send-answer.js';

@Controller('api/tocsin/v1/status')
export class StatusController {
  constructor(private readonly engine: Engine) {}

  @Get()
  async status(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    new Parameters(request.url, []);
    await sendAnswer(request, reply, statusJson(this.engine, await this.engine.status()));
  }
}

function statusJson(engine: Engine, { configuration, storage, limits, retentionMs }: ServerStatus): object {
  const { version, revision } = engine.version;
  const { files, hash, loadedAtMs, lastReload } = configuration;
  const { kind, failure, path, bytes } = storage;
  return {
    version,
    revision,
    startedAt: momentJson(engine.startedAtMs),
    configuration: {
      files,
      hash,
      loadedAt: momentJson(loadedAtMs),
      lastReload:
        lastReload === undefined
          ? null
          : {
              at: momentJson(lastReload.atMs),
              ok: lastReload.error === undefined,
              error: lastReload.error ?? null,
            },
    },
    storage: { kind, healthy: failure === undefined, error: failure ?? null, path, bytes },
    cluster: engine.cluster(),
    limits,
    retentionSeconds: retentionMs / 1000,
  };
}
