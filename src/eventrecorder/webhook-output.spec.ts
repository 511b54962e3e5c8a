import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { RecordedLogger } from '../../test/support/recorded-logger.js';
import { type HttpStandIn, jsonOf } from '../../test/support/vendors/http-stand-in.js';
import { startWebhook } from '../../test/support/vendors/webhook.js';
import { HttpClient } from '../httpclient/http-client.js';
import { DEFAULT_HTTP_CONFIG } from '../httpclient/http-config.js';
import { Secret } from '../schema/secret.js';
import type { WebhookOutputConfig } from './event-recorder-config.js';
import { WebhookOutput } from './webhook-output.js';

const SOON_MS = 5_000;

describe('the webhook output', () => {
  let sink: HttpStandIn;
  let logger: RecordedLogger;
  let dropped: number;

  beforeEach(async () => {
    sink = await startWebhook();
    logger = new RecordedLogger();
    dropped = 0;
  });
  afterEach(() => sink.close());

  function outputOf(config: Partial<WebhookOutputConfig> = {}): WebhookOutput {
    const parts = { read: async () => '', userAgent: 'test', nowMs: () => 0, environment: {} };
    return new WebhookOutput(
      {
        url: new Secret(`${sink.url}/path?token=hush`),
        httpConfig: undefined,
        timeout: 0,
        workers: 0,
        maxRetries: 0,
        retryBackoff: 1,
        batch: false,
        batchMaxEvents: 0,
        batchMaxBytes: 0,
        batchFlushInterval: 0,
        ...config,
      },
      {
        client: new HttpClient(DEFAULT_HTTP_CONFIG, parts),
        logger,
        dropped: (_, events) => {
          dropped += events;
        },
      },
    );
  }
  const close = (output: WebhookOutput) => output.close(AbortSignal.timeout(SOON_MS));
  const bodies = () => sink.accepted.all.map(({ body }) => body);

  it('posts each event by itself, to an address that its name does not give away', async () => {
    const output = outputOf();
    output.send(['{"a":1}', '{"a":2}']);
    await close(output);
    expect(bodies().sort()).toEqual(['{"a":1}', '{"a":2}']);
    expect(sink.accepted.all[0]).toMatchObject({ path: '/path?token=hush', method: 'POST' });
    expect(sink.accepted.all[0]?.headers['content-type']).toBe('application/json');
    expect(output.name).toBe(`webhook:${sink.url}/path`);
  });

  it('posts as many at a time as there are workers', async () => {
    let atOnce = 0;
    let most = 0;
    sink.behave(async () => {
      most = Math.max(most, ++atOnce);
      await new Promise((resolve) => setTimeout(resolve, 20));
      atOnce--;
      return { status: 200, body: '' };
    });
    const output = outputOf({ workers: 2 });
    output.send(Array.from({ length: 6 }, (_, i) => `{"a":${i}}`));
    await close(output);
    expect([most, bodies().length]).toEqual([2, 6]);
  });

  it('tries again until the attempts are used up, with a longer wait each time', async () => {
    const atMs: number[] = [];
    sink.behave(() => {
      atMs.push(performance.now());
      return { status: 500, body: '' };
    });
    const output = outputOf({ maxRetries: 3, retryBackoff: 60 });
    output.send(['{"a":1}']);
    await close(output);
    const waits = atMs.slice(1).map((ms, i) => ms - (atMs[i] ?? 0));
    expect(waits).toHaveLength(2);
    expect(waits[0]).toBeGreaterThanOrEqual(55);
    expect(waits[1]).toBeGreaterThanOrEqual(110);
    expect([dropped, logger.lines]).toEqual([1, ['error: Event recorder webhook failed']]);
  });

  it('is content when a later attempt goes through', async () => {
    let attempts = 0;
    sink.behave(() => (++attempts === 1 ? 'drop' : { status: 204, body: '' }));
    const output = outputOf();
    output.send(['{"a":1}']);
    await close(output);
    expect([bodies(), dropped]).toEqual([['{"a":1}'], 0]);
    expect(logger.lines.at(-1)).toBe('info: Event recorder output works again');
  });

  it('drops what is more than may wait', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    sink.behave(async () => {
      await held;
      return { status: 200, body: '' };
    });
    const output = outputOf({ workers: 1 });
    output.send(Array.from({ length: 1030 }, (_, i) => `{"a":${i}}`));
    expect(dropped).toBe(5);
    release();
    await close(output);
    expect(bodies()).toHaveLength(1025);
  });

  it('ends when its time is over, whatever hangs', async () => {
    sink.behave(() => new Promise(() => {}));
    const output = outputOf({ workers: 1 });
    output.send(['{"a":1}', '{"a":2}', '{"a":3}']);
    const over = new AbortController();
    const closed = output.close(over.signal);
    over.abort();
    await closed;
    expect(dropped).toBe(3);
  });

  it('puts several events into one request: those that came together', async () => {
    const output = outputOf({ batch: true, batchFlushInterval: 20 });
    output.send(['{"a":1}', '{"a":2}']);
    await sink.accepted.waitFor(() => true, SOON_MS, 'the first request');
    output.send(['{"a":3}']);
    await close(output);
    expect(sink.accepted.all.map(jsonOf)).toEqual([[{ a: 1 }, { a: 2 }], [{ a: 3 }]]);
  });

  it.each([
    ['events', { batchMaxEvents: 2 }, [2, 2, 1]],
    // Two of seven bytes, a comma and the brackets.
    ['bytes', { batchMaxBytes: 17 }, [2, 2, 1]],
    ['bytes, but always one event', { batchMaxBytes: 3 }, [1, 1, 1, 1, 1]],
  ])('bounds a request by its number of %s', async (_, bounds, sizes) => {
    const output = outputOf({ batch: true, batchFlushInterval: 60_000, workers: 1, ...bounds });
    output.send(Array.from({ length: 5 }, (_, i) => `{"a":${i}}`));
    await close(output);
    expect(bodies().map((body) => JSON.parse(body).length)).toEqual(sizes);
    expect(bodies().flatMap((body) => JSON.parse(body))).toEqual([0, 1, 2, 3, 4].map((a) => ({ a })));
  });
});
