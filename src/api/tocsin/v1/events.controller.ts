import { Controller, Get, type OnModuleDestroy, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EventStreams } from './event-streams.js';
import { Parameters } from './parameters.js';

@Controller('api/tocsin/v1/events')
export class EventsController implements OnModuleDestroy {
  constructor(private readonly streams: EventStreams) {}

  /** Tells what changes, as server-sent events, for as long as the client listens. */
  @Get()
  async listen(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const since = new Parameters(request.url, ['since']).text('since');
    const header = request.headers['last-event-id'];
    const lastId = typeof header === 'string' && header !== '' ? header : since;
    await this.streams.add(reply.raw, lastId, () => {
      reply.hijack();
      reply.raw.writeHead(200, {
        'Content-Type': 'text/event-stream',
        'Cache-Control': 'no-store, no-transform',
        // nginx would hold events back until it has a bufferful of them.
        'X-Accel-Buffering': 'no',
      });
    });
  }

  /** The server stops: it would wait for these requests to end. */
  onModuleDestroy(): void {
    this.streams.close();
  }
}
