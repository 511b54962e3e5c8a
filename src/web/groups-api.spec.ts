import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EngineHarness } from '../../test/support/engine-harness.js';
import { serve, type TestServer } from '../../test/support/http-fixture.js';
import { documented } from '../../test/support/own-document.js';
import type { Engine } from '../api/engine.js';
import type { GroupDetail } from '../api/tocsin/v1/group-detail.js';
import type { GroupSummary } from '../api/tocsin/v1/group-summary.js';

const CONFIG = `
route:
  receiver: all
  group_by: [alertname]
  group_wait: 30s
  group_interval: 5m
  routes:
    - {matchers: [team="db"], receiver: db}
    - {matchers: [team="night"], receiver: db, mute_time_intervals: [noon]}
receivers:
  - {name: all, webhook_configs: [{url: 'http://x'}]}
  - {name: db, webhook_configs: [{url: 'http://x'}]}
inhibit_rules: [{name: down, source_matchers: [alertname="Down"], target_matchers: [alertname="Slow"]}]
time_intervals:
  - {name: noon, time_intervals: [{times: [{start_time: '11:00', end_time: '13:00'}]}]}
`;

interface List {
  readonly items: readonly GroupSummary[];
  readonly next: string | null;
  readonly total: number;
}

let harness: EngineHarness;
let server: TestServer<Engine>;
beforeEach(async () => {
  harness = await EngineHarness.start(CONFIG);
  server = await serve(harness.engine);
});
afterEach(async () => {
  await server.close();
  await harness.close();
});

const list = async (query = ''): Promise<List> =>
  documented('GET', '/groups', await server.get(`/api/tocsin/v1/groups${query}`));
const detail = async (id: string): Promise<GroupDetail> =>
  documented('GET', '/groups/{id}', await server.get(`/api/tocsin/v1/groups/${encodeURIComponent(id)}`));
const namesOf = ({ items }: List) => items.map(({ labels }) => labels['alertname']);
const only = async (query = ''): Promise<GroupSummary> => {
  const { items } = await list(query);
  const [group] = items;
  if (group === undefined || items.length > 1) throw new Error(`there are ${items.length} groups`);
  return group;
};

describe('GET /api/tocsin/v1/groups', () => {
  it('sums a group up', async () => {
    await harness.post(
      {
        labels: { alertname: 'Disk', team: 'db', severity: 'warning', host: '1' },
        annotations: { summary: 'full', host: '1' },
        startsAt: '0',
      },
      { labels: { alertname: 'Disk', team: 'db', severity: 'page', host: '2' }, annotations: { summary: 'full' } },
    );
    expect(await only()).toEqual({
      id: expect.stringMatching(/^\{\}\/\{team="db"\}\/0:[0-9a-f]{16}$/),
      groupKey: '{}/{team="db"}:{alertname="Disk"}',
      receiver: 'db',
      routeId: '{}/{team="db"}/0',
      labels: { alertname: 'Disk' },
      commonLabels: { alertname: 'Disk', team: 'db' },
      commonAnnotations: { summary: 'full' },
      severity: 'page',
      severities: { warning: 1, page: 1 },
      counts: { firing: 2, suppressed: 0, resolved: 0 },
      mutedBy: [],
      startsAt: '2026-06-01T12:00:00.000Z',
      updatedAt: '2026-06-01T12:00:00.000Z',
      nextFlushAt: '2026-06-01T12:00:30.000Z',
      delivery: { state: 'none' },
    });
  });

  it('counts each alert once: firing, suppressed or resolved', async () => {
    await harness.post(
      ...['1', '2', '3'].map((host) => ({ labels: { alertname: 'Slow', host } })),
      { labels: { alertname: 'Slow', host: '4' }, startsAt: '0', endsAt: '1m' },
      { labels: { alertname: 'Late', team: 'night' } },
    );
    await harness.silence('host="2"', '1h');
    expect((await only('?matchers=alertname=Slow')).counts).toEqual({ firing: 3, suppressed: 1, resolved: 0 });
    expect(await only('?matchers=alertname=Late')).toMatchObject({
      mutedBy: ['noon'],
      counts: { firing: 0, suppressed: 1, resolved: 0 },
    });
    await harness.at('2m');
    await harness.post({ labels: { alertname: 'Down' } });
    expect((await only('?matchers=alertname=Slow')).counts).toEqual({ firing: 0, suppressed: 3, resolved: 1 });
  });

  it('shows the most severe first, then those that have fired longest, those that are over last', async () => {
    await harness.at('1h');
    await harness.post(
      { labels: { alertname: 'young', severity: 'critical' }, startsAt: '50m' },
      { labels: { alertname: 'old', severity: 'critical' }, startsAt: '10m' },
      { labels: { alertname: 'oldest', severity: 'info' }, startsAt: '1m' },
      { labels: { alertname: 'unranked', severity: 'odd' }, startsAt: '1m' },
      { labels: { alertname: 'none' }, startsAt: '1m' },
      { labels: { alertname: 'over', severity: 'critical' }, startsAt: '1m', endsAt: '59m' },
    );
    expect(namesOf(await list())).toEqual(['old', 'young', 'oldest', 'unranked', 'none', 'over']);
  });

  it('goes on where the part before it has ended, whatever was there', async () => {
    await harness.post(...['a', 'b', 'c', 'd', 'e'].map((alertname) => ({ labels: { alertname } })));
    const seen: (string | undefined)[] = [];
    let cursor = '';
    for (;;) {
      const part = await list(`?limit=2${cursor}`);
      expect(part.total).toBe(5);
      seen.push(...namesOf(part));
      if (part.next === null) break;
      cursor = `&cursor=${part.next}`;
    }
    expect([seen.length, [...seen].sort()]).toEqual([5, ['a', 'b', 'c', 'd', 'e']]);
  });

  it.each([
    ['', ['Disk', 'Late', 'Slow']],
    ['?receiver=db', ['Disk', 'Late']],
    ['?receiver=nobody', []],
    ['?matchers=alertname%3D~"D.*|S.*"', ['Disk', 'Slow']],
    ['?matchers=host=1', ['Disk', 'Slow']],
    ['?matchers=host=2&matchers=team=db', ['Disk']],
    ['?matchers={host="2",team=""}', ['Slow']],
    ['?matchers=host!=1&matchers=host!=2', ['Late']],
    ['?state=active', ['Disk', 'Slow']],
    ['?state=suppressed', ['Late']],
    ['?state=suppressed&matchers=host=2', ['Slow']],
  ])('filters by %s', async (query, names) => {
    await harness.post(
      ...['1', '2'].flatMap((host) => [
        { labels: { alertname: 'Disk', team: 'db', host } },
        { labels: { alertname: 'Slow', host } },
      ]),
      { labels: { alertname: 'Late', team: 'night' } },
    );
    await harness.silence('host="2", alertname="Slow"', '1h');
    expect(namesOf(await list(query)).sort()).toEqual(names);
  });

  it('speaks of the alerts that pass alone', async () => {
    await harness.post(
      { labels: { alertname: 'Disk', host: '1', severity: 'critical' } },
      { labels: { alertname: 'Disk', host: '2', severity: 'info' } },
    );
    expect(await only('?matchers=severity=info')).toMatchObject({
      severity: 'info',
      counts: { firing: 1 },
      commonLabels: { host: '2' },
    });
  });

  it('gathers by any labels, each alert once', async () => {
    await harness.post(
      { labels: { alertname: 'a', team: 'db', host: '1' } },
      { labels: { alertname: 'b', team: 'night', host: '1' } },
      { labels: { alertname: 'c', team: 'night', host: '2' } },
      { labels: { alertname: 'd' } },
    );
    const { items, total } = await list('?groupBy=host');
    const shown = items.map(({ labels, groupKey, receiver, counts, mutedBy }) => [
      labels,
      groupKey,
      receiver,
      counts.firing,
      counts.suppressed,
      mutedBy,
    ]);
    expect([total, shown]).toEqual([
      3,
      expect.arrayContaining([
        [{ host: '1' }, '{host="1"}', 'db', 1, 1, []],
        [{ host: '2' }, '{host="2"}', 'db', 0, 1, ['noon']],
        [{}, '{}', 'all', 1, 0, []],
      ]),
    ]);
    const one = items.find(({ labels }) => labels['host'] === '1');
    const { alerts, ...summary } = await detail(one?.id ?? '');
    expect([alerts.length, summary]).toEqual([2, { ...one, alertsLeftOut: 0 }]);
  });

  it('says whether people were told', async () => {
    const delivery = async () => (await only()).delivery;
    await harness.post({ labels: { alertname: 'Disk' } });
    await harness.at('31s');
    expect(await delivery()).toEqual({ state: 'sent', at: '2026-06-01T12:00:30.000Z' });
    await harness.restart();
    await server.close();
    server = await serve(harness.engine);
    expect(await delivery()).toEqual({ state: 'sent', at: '2026-06-01T12:00:30.000Z' });

    harness.answers('all/webhook[0]', () => ({ kind: 'retry', reason: 'serverError', error: 'status 500' }));
    await harness.post({ labels: { alertname: 'Disk', host: '2' } });
    await harness.at('5m31s');
    expect(await delivery()).toMatchObject({ state: 'queued', at: '2026-06-01T12:05:30.000Z' });
    harness.answers('all/webhook[0]', () => ({ kind: 'giveUp', reason: 'clientError', error: 'status 404' }));
    await harness.at('10m31s');
    expect(await delivery()).toMatchObject({ state: 'failed' });
  });

  it.each([
    ['?state=odd', 'state has to be one of active, suppressed'],
    ['?matchers=(', expect.stringMatching(/^matchers is not valid: /)],
    ['?filter=a', expect.stringContaining('filter is no parameter of this path')],
    ['?cursor=bm8', expect.stringContaining('cursor has to be')],
  ])('refuses %s', async (query, detail) => {
    const answer = await server.get(`/api/tocsin/v1/groups${query}`);
    expect(documented('GET', '/groups', answer)).toMatchObject({ status: 400, detail });
  });
});

describe('GET /api/tocsin/v1/groups/{id}', () => {
  it('shows each alert, and what mutes it', async () => {
    await harness.post(
      { labels: { alertname: 'Slow', host: '2' } },
      { labels: { alertname: 'Slow', host: '1' }, annotations: { summary: '<s>' } },
      { labels: { alertname: 'Down' } },
    );
    const silence = await harness.silence('host="1"', '1h');
    const down = await only('?matchers=alertname=Down');
    const [source] = (await detail(down.id)).alerts;
    const { id } = await only('?matchers=alertname=Slow');
    const { alerts, counts, alertsLeftOut } = await detail(id);
    expect({ counts, alertsLeftOut }).toEqual({
      counts: { firing: 0, suppressed: 2, resolved: 0 },
      alertsLeftOut: 0,
    });
    expect(source).toMatchObject({ muting: { silences: [], inhibition: null, timeIntervals: [] } });
    const inhibition = { rule: 'down', source: { labels: { alertname: 'Down' } } };
    expect(alerts).toMatchObject([
      {
        labels: { host: '1' },
        annotations: { summary: '<s>' },
        status: { state: 'suppressed', silencedBy: [silence] },
        muting: {
          silences: [{ id: silence, createdBy: 'test', comment: 'test', endsAt: '2026-06-01T13:00:00.000Z' }],
          inhibition,
        },
      },
      { labels: { host: '2' }, muting: { silences: [], inhibition } },
    ]);
  });

  it('holds a thousand alerts at most', async () => {
    await harness.post(...Array.from({ length: 1002 }, (_, i) => ({ labels: { alertname: 'a', i: String(i) } })));
    const { alerts, alertsLeftOut, counts } = await detail((await only()).id);
    expect([alerts.length, alertsLeftOut, counts.firing]).toEqual([1000, 2, 1002]);
  });

  it.each(['nope', 'by:', 'by:bm8', 'by:W10'])('knows no group %s', async (id) => {
    const answer = await server.get(`/api/tocsin/v1/groups/${encodeURIComponent(id)}`);
    expect(documented('GET', '/groups/{id}', answer)).toMatchObject({ status: 404, title: 'no such group' });
  });
});
