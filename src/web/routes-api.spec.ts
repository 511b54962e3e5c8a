import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EngineHarness } from '../../test/support/engine-harness.js';
import { serve, type TestServer } from '../../test/support/http-fixture.js';
import { documented } from '../../test/support/own-document.js';
import type { Engine } from '../api/engine.js';
import type { RouteJson } from '../api/tocsin/v1/route-tree.js';

const CONFIG = `
route:
  receiver: all
  group_by: [alertname]
  group_wait: 30s
  routes:
    - matchers: [team="db"]
      receiver: db
      group_wait: 10s
      continue: true
      routes:
        - matchers: [severity="page"]
          mute_time_intervals: [noon]
          active_time_intervals: [noon, night]
    - matchers: [team=~"db|web"]
      receiver: web
      group_by: [...]
receivers: [{name: all}, {name: db}, {name: web}]
inhibit_rules: [{source_matchers: [alertname="Down"], target_matchers: [alertname="Slow"]}]
time_intervals:
  - {name: noon, time_intervals: [{times: [{start_time: '11:00', end_time: '13:00'}]}]}
  - {name: night, time_intervals: [{times: [{start_time: '00:00', end_time: '06:00'}]}]}
`;

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

describe('GET /api/tocsin/v1/routes', () => {
  it('shows the tree, what each route says itself, and what is in it now', async () => {
    await harness.post(
      { labels: { alertname: 'Slow', team: 'db' } },
      { labels: { alertname: 'Slow', team: 'db', instance: '2' } },
      { labels: { alertname: 'Odd' } },
    );
    const root: RouteJson = documented('GET', '/routes', await server.get('/api/tocsin/v1/routes'));
    const summary = ({ receiver, own, timers, counts, mutedBy }: RouteJson) => ({
      receiver,
      own,
      wait: timers.groupWaitSeconds,
      counts,
      mutedBy,
    });
    const [db, web] = root.children;
    const none = { groups: 0, alerts: 0 };
    expect([root, db, db?.children[0], web].map((route) => route && summary(route))).toEqual([
      {
        receiver: 'all',
        own: ['receiver', 'groupBy', 'groupWaitSeconds'],
        wait: 30,
        counts: { groups: 1, alerts: 1 },
        mutedBy: [],
      },
      {
        receiver: 'db',
        own: ['receiver', 'groupWaitSeconds'],
        wait: 10,
        counts: { groups: 1, alerts: 2 },
        mutedBy: [],
      },
      { receiver: 'db', own: [], wait: 10, counts: none, mutedBy: ['noon'] },
      { receiver: 'web', own: ['receiver', 'groupBy'], wait: 30, counts: { groups: 2, alerts: 2 }, mutedBy: [] },
    ]);
    expect(db?.children[0]).toMatchObject({
      id: '{}/{team="db"}/0/{severity="page"}/0',
      matchers: ['severity="page"'],
      groupBy: ['alertname'],
      continue: false,
      muteTimeIntervals: [{ name: 'noon', holdsNow: true }],
      activeTimeIntervals: [
        { name: 'noon', holdsNow: true },
        { name: 'night', holdsNow: false },
      ],
    });
    expect([db?.continue, web?.groupBy]).toEqual([true, ['...']]);
  });

  it('is sent compressed, and not again to who has it', async () => {
    const url = '/api/tocsin/v1/routes';
    const plain = await server.get(url);
    const packed = await server.get(url, { 'accept-encoding': 'gzip' });
    expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', 'content-type': 'application/json' });
    expect(gunzipSync(packed.bytes).toString()).toBe(plain.body);
    const again = await server.get(url, { 'if-none-match': String(plain.headers['etag']) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });
});

describe('POST /api/tocsin/v1/routes/test', () => {
  const test = async (labels: Record<string, string>) => {
    return documented('POST', '/routes/test', await server.post('/api/tocsin/v1/routes/test', { labels }));
  };

  it('says where an alert would go, and why not elsewhere', async () => {
    const { leaves, steps } = await test({ alertname: 'Slow', team: 'db', empty: '' });
    expect(steps).toEqual([
      { routeId: '{}', verdict: 'passed' },
      { routeId: '{}/{team="db"}/0', verdict: 'leaf' },
      { routeId: '{}/{team="db"}/0/{severity="page"}/0', verdict: 'refused', failed: 'severity="page"' },
      { routeId: '{}/{team=~"db|web"}/1', verdict: 'leaf' },
    ]);
    expect(leaves).toEqual([
      {
        path: ['{}', '{}/{team="db"}/0'],
        routeId: '{}/{team="db"}/0',
        receiver: 'db',
        groupId: expect.stringMatching(/^\{\}\/\{team="db"\}\/0:[0-9a-f]{16}$/),
        groupKey: '{}/{team="db"}:{alertname="Slow"}',
        groupLabels: { alertname: 'Slow' },
        group: null,
        groupWaitSeconds: 10,
        mutedBy: [],
      },
      expect.objectContaining({ receiver: 'web', groupLabels: { alertname: 'Slow', team: 'db' } }),
    ]);
  });

  it('finds the group that lives, and all that mutes', async () => {
    await harness.post(
      { labels: { alertname: 'Slow', team: 'db', severity: 'page' } },
      { labels: { alertname: 'Down' } },
    );
    const id = await harness.silence('team="db"', '1h');
    const answer = await test({ alertname: 'Slow', team: 'db', severity: 'page' });
    const [down] = [...harness.engine.alerts()].filter(({ labels }) => labels.get('alertname') === 'Down');
    expect(answer).toMatchObject({ silencedBy: [id], inhibitedBy: [down?.labels.fingerprint] });
    expect(answer.leaves[0]).toMatchObject({
      path: ['{}', '{}/{team="db"}/0', '{}/{team="db"}/0/{severity="page"}/0'],
      group: { alerts: 1, nextFlushAt: '2026-06-01T12:00:10.000Z' },
      mutedBy: ['noon'],
    });
  });

  it('says which sibling has taken the alert', async () => {
    const { steps } = await test({ team: 'web', severity: 'page' });
    expect(steps).toContainEqual({ routeId: '{}/{team="db"}/0', verdict: 'refused', failed: 'team="db"' });
  });

  it.each([
    [{ label: {} }, 'label is not known here; the keys are labels'],
    [{ labels: { a: 1 } }, 'labels has to be an object of texts'],
    ['', 'the body has to be a JSON object'],
  ])('refuses %j', async (body, detail) => {
    const answer = await server.post('/api/tocsin/v1/routes/test', body);
    expect(documented('POST', '/routes/test', answer)).toMatchObject({ status: 400, detail });
  });
});
