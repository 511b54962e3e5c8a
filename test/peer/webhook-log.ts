import { type HttpStandIn, type ReceivedRequest, startHttpStandIn } from '../support/vendors/http-stand-in.js';
import type { Failure } from './history.js';
import type { Side } from './peer-server.js';

/** A request that a webhook got. */
export interface Message {
  readonly side: Side;
  /** Milliseconds since the epoch. */
  readonly atMs: number;
  /** As in `ops/0`. */
  readonly path: string;
  readonly groupKey: string;
  readonly contentType: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Attempts for it that failed before. */
  readonly failures: number;
}

/** The webhooks of both servers: what they take, and what they refuse, is the same for both. */
export class WebhookLog {
  readonly messages: Message[] = [];
  readonly #failures = new Map<string, Failure>();
  /** How many requests were refused, by failure, side and group. */
  readonly #refused = new Map<Failure, Map<string, number>>();
  /** Refused since the last that was taken, by side, path and group. */
  readonly #failedSince = new Map<string, number>();

  private constructor(private readonly server: HttpStandIn) {}

  static async open(): Promise<WebhookLog> {
    const server = await startHttpStandIn(() => ({ status: 200, body: '' }));
    const log = new WebhookLog(server);
    // A kept connection may be closed while it is used again, and that failure is tried again later.
    server.behave((request) => {
      const status = log.#take(request);
      return status === 'drop' ? status : { status, headers: { connection: 'close' }, body: '' };
    });
    return log;
  }

  get url(): string {
    return this.server.url;
  }

  /** From now on refuses the first requests for each group. */
  fail(failure: Failure): void {
    this.#failures.set(failure.path, failure);
  }

  close(): Promise<void> {
    return this.server.close();
  }

  #take(request: ReceivedRequest): number | 'drop' {
    const atMs = Date.now();
    const side = sideOf(request);
    const path = request.path.slice(1);
    const body = JSON.parse(request.body) as Record<string, unknown>;
    const groupKey = String(body['groupKey']);
    const key = `${side} ${path} ${groupKey}`;
    const failure = this.#failures.get(path);
    const failures = this.#failedSince.get(key) ?? 0;
    if (failure !== undefined && this.#refuses(failure, key)) {
      this.#failedSince.set(key, failures + 1);
      return failure.answer;
    }
    this.#failedSince.delete(key);
    const contentType = request.headers['content-type'] ?? '';
    this.messages.push({ side, atMs, path, groupKey, contentType, body, failures });
    return 200;
  }

  #refuses(failure: Failure, key: string): boolean {
    const counts = this.#refused.get(failure) ?? new Map<string, number>();
    this.#refused.set(failure, counts);
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    return count < failure.requests;
  }
}

function sideOf({ headers }: ReceivedRequest): Side {
  const agent = headers['user-agent'] ?? '';
  if (agent === 'Alertmanager/0.25.0') return 'alertmanager';
  if (agent === 'Alertmanager/0.34.0') return 'tocsin';
  throw new Error(`a webhook was asked by ${agent}`);
}
