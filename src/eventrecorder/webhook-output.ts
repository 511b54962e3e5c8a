import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpClient } from '../httpclient/http-client.js';
import type { Logger } from '../log/logger.js';
import type { EncodedEvent } from './encoded-event.js';
import { EventOutput } from './event-output.js';
import type { WebhookOutputConfig } from './event-recorder-config.js';
import { Trouble } from './trouble.js';
import { type Body, WebhookQueue } from './webhook-queue.js';

export interface WebhookOutputParts {
  readonly client: HttpClient;
  readonly logger: Logger;
  /** Told of events that are lost: by name of the output. */
  readonly dropped: (output: string, events: number) => void;
}

const BACKOFF_MAX_MS = 30_000;

/** POSTs each event, or several together, by some workers; what cannot be brought out waits, within a bound. */
export class WebhookOutput extends EventOutput<string> {
  override readonly name: string;
  readonly #url: string;
  readonly #settings: ReturnType<typeof settingsOf>;
  readonly #queue: WebhookQueue;
  readonly #working = new Set<Promise<void>>();
  readonly #trouble: Trouble;
  /** While more comes than can wait. */
  readonly #shortage: Trouble;
  readonly #cut = new AbortController();

  /** @param config with a URL */
  constructor(
    config: WebhookOutputConfig,
    private readonly parts: WebhookOutputParts,
  ) {
    super();
    this.#url = config.url?.reveal() ?? '';
    this.name = `webhook:${withoutSecrets(this.#url)}`;
    this.#settings = settingsOf(config);
    this.#queue = new WebhookQueue(this.#settings.batching, () => this.#pump());
    this.#trouble = new Trouble(parts.logger, this.name);
    this.#shortage = new Trouble(parts.logger, this.name);
    parts.dropped(this.name, 0);
  }

  override encode({ json }: EncodedEvent): string {
    return json;
  }

  override send(payloads: readonly string[]): void {
    for (const json of payloads) {
      if (this.#queue.add(json)) {
        this.#shortage.worked();
        this.#pump();
      } else {
        this.parts.dropped(this.name, 1);
        this.#shortage.failed('Event recorder webhook drops events', 'too many wait to be sent');
      }
    }
  }

  override async close(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => this.#cut.abort(), { once: true });
    this.#queue.hurry();
    this.#pump();
    while (this.#working.size > 0) await Promise.all(this.#working);
    if (this.#queue.size > 0) this.parts.dropped(this.name, this.#queue.size);
    await this.parts.client.close();
  }

  /** Puts idle workers to work. */
  #pump(): void {
    while (this.#working.size < this.#settings.workers && !this.#cut.signal.aborted) {
      const body = this.#queue.take();
      if (body === undefined) return;
      const work = this.#deliver(body).finally(() => {
        this.#working.delete(work);
        this.#pump();
      });
      this.#working.add(work);
    }
  }

  async #deliver({ text, events }: Body): Promise<void> {
    const { attempts, backoffMs } = this.#settings;
    for (let attempt = 0; attempt < attempts; attempt++) {
      try {
        if (attempt > 0) {
          const waitMs = Math.min(backoffMs * 2 ** (attempt - 1), BACKOFF_MAX_MS);
          await sleep(waitMs, undefined, { signal: this.#cut.signal });
        }
        await this.#post(text);
        this.#trouble.worked();
        return;
      } catch (error) {
        if (this.#cut.signal.aborted) break;
        this.#trouble.failed('Event recorder webhook failed', error);
      }
    }
    this.parts.dropped(this.name, events);
  }

  async #post(body: string): Promise<void> {
    const timeout = AbortSignal.timeout(this.#settings.timeoutMs);
    const { status } = await this.parts.client.send(
      { method: 'POST', url: this.#url, headers: { 'content-type': 'application/json' }, body },
      AbortSignal.any([timeout, this.#cut.signal]),
    );
    if (status < 200 || status > 299) throw new Error(`event recorder webhook returned HTTP ${status}`);
  }
}

function settingsOf(config: WebhookOutputConfig) {
  const { batchMaxEvents, batchMaxBytes, batchFlushInterval } = config;
  return {
    timeoutMs: config.timeout || 10_000,
    workers: config.workers > 0 ? config.workers : 4,
    attempts: config.maxRetries > 0 ? config.maxRetries : 3,
    backoffMs: config.retryBackoff || 500,
    batching: config.batch
      ? {
          eventsMax: batchMaxEvents || 100,
          bytesMax: batchMaxBytes || 1_048_576,
          flushIntervalMs: batchFlushInterval || 100,
        }
      : undefined,
  };
}

/** Scheme, host and path alone: for metrics and logs (Alertmanager). */
function withoutSecrets(text: string): string {
  const url = new URL(text);
  url.username = '';
  url.password = '';
  url.search = '';
  url.hash = '';
  return url.toString();
}
