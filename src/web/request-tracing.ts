import { finished } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { locate } from './place.js';

/** Who follows requests through the server. */
export interface RequestTracing {
  /** @returns undefined while nothing is traced */
  begin(request: {
    readonly method: string;
    readonly path: string;
    /** The path's pattern; undefined where nothing is. */
    readonly handler: string | undefined;
    readonly headers: FastifyRequest['headers'];
  }): TracedRequest | undefined;
}

interface TracedRequest {
  /** Goes on within the request's trace. */
  run(next: () => void): void;
  /** Goes on with the work itself, once the body is there. */
  handle(next: () => void): void;
  end(status: number): void;
}

/** To be called before other hooks are added: what they answer is traced, too. */
export function traceRequests(server: FastifyInstance, tracing: RequestTracing, routePrefix: string): void {
  const traced = new WeakMap<FastifyRequest, TracedRequest>();

  server.addHook('onRequest', (request, reply, next) => {
    const [path = ''] = request.url.split('?', 1);
    const place = locate(path, routePrefix);
    const handler = 'endpoint' in place ? place.endpoint?.handler : undefined;
    const trace = tracing.begin({ method: request.method, path, handler, headers: request.headers });
    if (trace === undefined) {
      next();
      return;
    }
    traced.set(request, trace);
    finished(reply.raw, () => trace.end(reply.raw.statusCode));
    trace.run(next);
  });

  // A body that is read loses the trace on the way.
  server.addHook('preValidation', (request, _reply, next) => {
    const trace = traced.get(request);
    if (trace === undefined) next();
    else trace.handle(next);
  });
}
