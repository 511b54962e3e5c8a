import type { IntegrationStatus } from '../api/delivery-desk.js';
import { createMetrics } from '../metrics/metrics.js';
import { observeDeliveries } from './observe-deliveries.js';

const NOW_MS = 1_000_000;

function statusOf(receiver: string, fields: Partial<IntegrationStatus>): IntegrationStatus {
  return {
    integration: { receiver, type: 'webhook', index: 0 },
    waiting: 0,
    running: 0,
    oldestQueuedAtMs: undefined,
    deadLetters: 0,
    lastDeliveredAtMs: undefined,
    lastFailure: undefined,
    lastHour: { attempts: 0, failures: 0 },
    rateLimitedUntilMs: undefined,
    ...fields,
  };
}

async function linesOf(receiverName: boolean): Promise<string[]> {
  const metrics = createMetrics({
    features: { receiverName, alertNames: false, groupKey: false },
    isClusterOn: false,
    build: { branch: '', goarch: '', goos: '', goversion: '', revision: '', tags: '', version: '' },
  });
  const statuses = [
    statusOf('a', { waiting: 2, running: 1, oldestQueuedAtMs: NOW_MS - 90_000 }),
    statusOf('b', { waiting: 4, oldestQueuedAtMs: NOW_MS - 5_000 }),
  ];
  const dead = ['a', 'b', 'gone'].map((receiver, i) => ({
    integration: { receiver, type: 'webhook', index: 0 },
    count: i + 1,
  }));
  observeDeliveries(metrics, { statuses: () => statuses, dead: () => dead, nowMs: () => NOW_MS });
  await metrics.render('text');
  const page = await metrics.render('text');
  return page.split('\n').filter((line) => /^tocsin_(queue_|dead_)/.test(line));
}

describe('observeDeliveries', () => {
  it('counts integrations of a type together', async () => {
    expect(await linesOf(false)).toEqual([
      'tocsin_queue_depth{integration="webhook"} 7',
      'tocsin_queue_oldest_seconds{integration="webhook"} 90',
      'tocsin_dead_letters{integration="webhook"} 6',
    ]);
  });

  it('tells receivers apart where their names are in the metrics', async () => {
    expect(await linesOf(true)).toEqual([
      'tocsin_queue_depth{integration="webhook",receiver_name="a"} 3',
      'tocsin_queue_depth{integration="webhook",receiver_name="b"} 4',
      'tocsin_queue_oldest_seconds{integration="webhook",receiver_name="a"} 90',
      'tocsin_queue_oldest_seconds{integration="webhook",receiver_name="b"} 5',
      'tocsin_dead_letters{integration="webhook",receiver_name="a"} 1',
      'tocsin_dead_letters{integration="webhook",receiver_name="b"} 2',
      'tocsin_dead_letters{integration="webhook",receiver_name="gone"} 3',
    ]);
  });
});
