import { utc } from '../../clock/timestamp.js';
import { LabelSet } from '../../labels/label-set.js';
import type { Delivery } from '../../notify/delivery.js';
import { jobPlaceOf, shardOf } from './delivery-job.js';

const NOW_MS = 1_700_000_000_000;

function deliveryOf(fields: Partial<Delivery> = {}, endsAtMs = NOW_MS + 60_000): Delivery {
  const alert = {
    labels: LabelSet.of({ alertname: 'a' }),
    annotations: LabelSet.EMPTY,
    startsAt: utc(NOW_MS),
    endsAt: utc(endsAtMs),
    updatedAt: utc(NOW_MS),
    timeout: false,
    generatorURL: '',
  };
  return {
    id: 'by one',
    groupId: 'g',
    groupKey: '{}:{}',
    groupLabels: LabelSet.EMPTY,
    routeLabels: LabelSet.EMPTY,
    integration: { receiver: 'ops', type: 'webhook', index: 0 },
    reason: 'first notification',
    alerts: [{ alert, resolved: false, muted: false }],
    owed: [],
    unsure: [],
    isDemanded: false,
    flushedAtMs: NOW_MS,
    deadlineMs: NOW_MS + 10_000,
    repeatIntervalMs: 60_000,
    urgency: 0,
    ...fields,
  };
}

const idOf = (...of: Parameters<typeof deliveryOf>) => jobPlaceOf(deliveryOf(...of), 8).jobId;

describe('the job of a delivery', () => {
  it.each<[string, string]>([
    ['another replica decided it', idOf({ id: 'by another' })],
    ['it was decided a little later', idOf({ flushedAtMs: NOW_MS + 900, deadlineMs: NOW_MS + 10_900 })],
    ['its alert was sent anew and fires on', idOf({}, NOW_MS + 90_000)],
  ])('is the same where %s', (_, id) => {
    expect(id).toBe(idOf());
  });

  it.each<[string, string]>([
    ['group', idOf({ groupId: 'other' })],
    ['integration', idOf({ integration: { receiver: 'ops', type: 'webhook', index: 1 } })],
    ['state', idOf({ alerts: deliveryOf().alerts.map((each) => ({ ...each, resolved: true })) })],
    ['reason', idOf({ reason: 'repeat interval elapsed' })],
    ['flush', idOf({ flushedAtMs: NOW_MS + 10_000 })],
    ['wish of somebody', idOf({ isDemanded: true })],
  ])('is another for another %s', (_, id) => {
    expect(id).not.toBe(idOf());
  });

  it('holds no colon, which BullMQ keeps for itself', () => {
    expect(idOf()).toMatch(/^[\w-]+$/);
  });
});

it('spreads integrations over the queues, each always to the same', () => {
  const shards = Array.from({ length: 200 }, (_, at) => shardOf({ receiver: `r${at}`, type: 'slack', index: 0 }, 8));
  expect(new Set(shards).size).toBe(8);
  expect(shardOf({ receiver: 'r0', type: 'slack', index: 0 }, 8)).toBe(shards[0]);
});
