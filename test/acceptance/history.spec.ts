import type { EngineHarness } from '../support/engine-harness.js';
import { tell } from '../support/story.js';

const CONFIG = `
route:
  receiver: ops
  group_by: [alertname]
  group_wait: 30s
  group_interval: 5m
  repeat_interval: 1h
  routes:
    - matchers: [team="db"]
      receiver: db
      continue: true
receivers:
  - name: ops
    webhook_configs: [{url: 'http://ops.test'}]
  - name: db
    webhook_configs: [{url: 'http://db.test'}]
`;

const RANGE = { fromMs: undefined, toMs: undefined, limit: 1000, cursor: undefined };

/** `m:ss kind receiver`, oldest first. */
async function events(harness: EngineHarness): Promise<string[]> {
  const query = { ...RANGE, fingerprint: undefined, matchers: [], kinds: [], receiver: undefined };
  const { items } = await harness.tocsin.past.alertEvents(query);
  return items.toReversed().map(({ atMs, happening }) => {
    const seconds = Math.floor((atMs - harness.startMs) / 1000);
    const receiver = 'receiver' in happening ? ` ${happening.receiver}` : '';
    const status = happening.kind === 'told' ? ` ${happening.status}` : '';
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} ${happening.kind}${receiver}${status}`;
  });
}

async function flushes(harness: EngineHarness) {
  const { items } = await harness.tocsin.past.flushes({ ...RANGE, group: undefined, receiver: undefined });
  return items.toReversed();
}

const alert = (endsAt: string) => ({ labels: { alertname: 'A' }, startsAt: '0s', endsAt });

describe('the history of an alert', () => {
  it('has what changed: a re-sent alert, a repeated message and a reload add nothing', async () => {
    await tell(CONFIG, async (harness) => {
      for (const minute of [0, 1, 2]) {
        await harness.at(`${minute}m`);
        await harness.post(alert('100m'));
      }
      await harness.reload();
      await harness.silence('alertname="A"', '10m');
      await harness.at('3h');
      expect(harness.story().length).toBeGreaterThan(2);
      expect(await events(harness)).toEqual([
        '0:00 fired',
        '0:00 grouped ops',
        '0:30 told ops firing',
        '2:00 muted ops',
        '12:00 unmuted ops',
        '100:00 resolved',
        '102:00 told ops resolved',
      ]);
    });
  });

  it('begins anew with an alert that comes again, and says when one is forgotten', async () => {
    await tell(CONFIG, async (harness) => {
      await harness.post(alert('1m'));
      await harness.at('6m');
      await harness.post({ ...alert('20m'), startsAt: '6m' });
      await harness.at('40m');
      harness.tocsin.collectAlerts();
      expect((await events(harness)).filter((line) => !line.includes('ops'))).toEqual([
        '0:00 fired',
        '1:00 resolved',
        '6:00 fired',
        '20:00 resolved',
        '40:00 collected',
      ]);
    });
  });

  it('says what a reload or a restart changes, and the past stays what it was', async () => {
    await tell(CONFIG, async (harness) => {
      await harness.post({ labels: { alertname: 'A', team: 'db' }, endsAt: '1d' });
      await harness.at('1m');
      await harness.reload(CONFIG.replace('team="db"', 'team="web"'));
      await harness.at('2m');
      await harness.restart({ yaml: CONFIG.replace('receiver: db', 'receiver: ops') });
      await harness.at('3m');
      expect(await events(harness)).toEqual([
        '0:00 fired',
        '0:00 grouped db',
        '0:30 told db firing',
        '1:00 grouped ops',
        '1:00 ungrouped db',
        '1:30 told ops firing',
        '2:00 grouped ops',
        '2:30 told ops firing',
      ]);
      const receivers = async (at: string) =>
        (await harness.explain('alertname="A"', { at })).explanations[0]?.receivers.map(({ receiver }) => receiver);
      expect([await receivers('50s'), await receivers('100s'), await receivers('150s')]).toEqual([
        ['db'],
        ['ops'],
        ['ops'],
      ]);
    });
  });

  it('outlives the process', async () => {
    await tell(CONFIG, async (harness) => {
      await harness.post({ labels: { alertname: 'A', team: 'db' }, endsAt: '1d' });
      await harness.at('1m');
      const before = await events(harness);
      await harness.restart();
      expect((await events(harness)).slice(0, before.length)).toEqual(before);
      expect(before).toEqual(['0:00 fired', '0:00 grouped db', '0:30 told db firing']);
    });
  });
});

describe('decision records', () => {
  it('are one for flushes in a row that decide the same, with how many there were', async () => {
    await tell(CONFIG, async (harness) => {
      await harness.post(alert('1d'));
      await harness.at('31m');
      const [first, second, ...others] = await flushes(harness);
      expect(others).toEqual([]);
      expect(first).toMatchObject({ count: 1, decisions: [{ send: true, reason: 'first notification' }] });
      expect(second).toMatchObject({
        count: 6,
        lastAtMs: harness.startMs + 30.5 * 60_000,
        decisions: [{ integration: 'webhook[0]', send: false, reason: 'nothing new' }],
      });
      await harness.post({ labels: { alertname: 'A', n: '2' }, endsAt: '1d' });
      await harness.at('36m');
      expect(await flushes(harness)).toHaveLength(3);
    });
  });

  it('say what muted, the path of the route, and how a delivery ended, also after the configuration is gone', async () => {
    await tell(CONFIG, async (harness) => {
      await harness.silence('n="2"', '1h');
      harness.answers('db/webhook[0]', () => ({ kind: 'giveUp', reason: 'authError', error: 'no' }));
      await harness.post(
        { labels: { alertname: 'A', team: 'db' }, endsAt: '1d' },
        { labels: { alertname: 'A', team: 'db', n: '2' }, endsAt: '1d' },
      );
      await harness.at('1m');
      await harness.restart({ yaml: CONFIG.replace('team="db"', 'team="storage"') });
      const [record] = await flushes(harness);
      expect(record).toMatchObject({
        receiver: 'db',
        route: [
          { matchers: '{}', receiver: 'ops' },
          { matchers: '{team="db"}', receiver: 'db' },
        ],
        counts: { firing: 2, resolved: 0, muted: 1 },
        muted: [{ by: { kind: 'silenced', silences: [{ createdBy: 'test' }] }, fingerprints: [expect.any(String)] }],
        decisions: [{ integration: 'webhook[0]', send: true, settlement: 'dead' }],
      });
      const id = record?.decisions[0]?.deliveryId ?? '';
      expect(await harness.tocsin.deliveries.log.get(id)).toMatchObject({ state: 'dead', flushId: record?.id });
    });
  });
});
