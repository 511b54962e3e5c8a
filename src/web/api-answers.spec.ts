import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { NOW_MS, startTestServer, TestEngine, type TestServer } from '../../test/support/http-fixture.js';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

/** What the tests look at, of alerts, groups and silences. */
interface Shown {
  readonly labels: Readonly<Record<string, string>>;
  readonly fingerprint: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly status: object;
  readonly receiver: { readonly name: string };
  readonly receivers: readonly object[];
  readonly alerts: readonly Shown[];
  readonly matchers: readonly { readonly value: string }[];
}

const ALERTS = '/api/v2/alerts';
const GROUPS = '/api/v2/alerts/groups';
const SILENCES = '/api/v2/silences';

async function read(url: string): Promise<Shown[]> {
  const answer = await server.get(url);
  expect(answer.statusCode).toBe(200);
  return JSON.parse(answer.body);
}

async function post(...labels: Record<string, string>[]): Promise<void> {
  const answer = await server.post(
    ALERTS,
    labels.map((set) => ({ labels: set })),
  );
  expect([answer.statusCode, answer.body]).toEqual([200, '']);
}

async function silenceIt(name: string, value: string, fields: object = {}): Promise<string> {
  const answer = await server.post(SILENCES, {
    matchers: [{ name, value, isRegex: false }],
    startsAt: '2026-01-02T03:00:00Z',
    endsAt: '2026-01-02T04:00:00+00:00',
    createdBy: 'me',
    comment: '',
    ...fields,
  });
  expect(answer.statusCode).toBe(200);
  return JSON.parse(answer.body).silenceID;
}

const namesOf = (alerts: readonly Shown[]) => alerts.map(({ labels }) => labels['alertname']).sort();

describe('GET /alerts', () => {
  it('shows an alert with its own times and the zone that it was posted in', async () => {
    await server.post(ALERTS, [
      {
        labels: { alertname: 'Disk', team: 'ops', empty: '' },
        annotations: { summary: 'a < b & "c"', none: '' },
        startsAt: '2026-01-02T04:04:05.6789123+01:00',
        endsAt: '2026-01-02T10:00:00Z',
        generatorURL: 'http://prometheus/graph?g0.expr=up&x',
      },
    ]);
    const updatedAt = /"updatedAt":"[^"]+"/.exec((await server.get(ALERTS)).body)?.[0] ?? '';
    expect(Date.parse(updatedAt.slice(13, -1))).toBe(NOW_MS);
    expect((await server.get(ALERTS)).body.replace(updatedAt, '"updatedAt":"NOW"')).toBe(
      '[{"annotations":{"none":"","summary":"a \\u003c b \\u0026 \\"c\\""},"endsAt":"2026-01-02T10:00:00.000Z",' +
        '"fingerprint":"b324370f7e4b4b1a","receivers":[{"name":"ops"},{"name":"night"}],' +
        '"startsAt":"2026-01-02T04:04:05.678+01:00",' +
        '"status":{"inhibitedBy":[],"mutedBy":[],"silencedBy":[],"state":"active"},"updatedAt":"NOW",' +
        '"generatorURL":"http://prometheus/graph?g0.expr=up\\u0026x","labels":{"alertname":"Disk","team":"ops"}}]\n',
    );
  });

  it('fills in what the sender left out', async () => {
    await server.post(ALERTS, [
      { labels: { alertname: 'a' }, startsAt: '0001-01-01T00:00:00.000Z', endsAt: null },
      { labels: { alertname: 'b' }, startsAt: '', endsAt: '2026-01-02 05:00:00' },
    ]);
    const times = (await read(`${ALERTS}`)).map(({ startsAt, endsAt }) => [Date.parse(startsAt), Date.parse(endsAt)]);
    expect(times.sort(([a = 0], [b = 0]) => a - b)).toEqual([
      [NOW_MS, NOW_MS + 300_000],
      [Date.UTC(2026, 0, 2, 5), Date.UTC(2026, 0, 2, 5)],
    ]);
  });

  it('sorts by fingerprint and leaves out alerts that have ended', async () => {
    await post({ alertname: 'a' }, { alertname: 'b' }, { alertname: 'c' });
    await server.post(ALERTS, [{ labels: { alertname: 'old' }, endsAt: '2026-01-02T03:04:05.677Z' }]);
    const alerts = await read(ALERTS);
    const fingerprints = alerts.map(({ fingerprint }) => fingerprint);
    expect(fingerprints).toEqual([...fingerprints].sort());
    expect(namesOf(alerts)).toEqual(['a', 'b', 'c']);
  });

  it('takes valid alerts although others are refused, and counts both', async () => {
    const answer = await server.post(ALERTS, [{ labels: { alertname: 'good' } }, { labels: {} }]);
    expect(answer.statusCode).toBe(400);
    expect(namesOf(await read(ALERTS))).toEqual(['good']);
    const metrics = await server.metrics();
    expect(metrics).toContain('alertmanager_alerts_invalid_total{version="v2"} 1');
    expect(metrics).toContain('alertmanager_alerts_received_total{status="firing",version="v2"} 2');
  });

  it('shows a new silence and inhibition at once', async () => {
    await post({ alertname: 'a', severity: 'warning' }, { alertname: 'b', severity: 'critical' });
    const id = await silenceIt('alertname', 'a');
    const [alert] = await read(`${ALERTS}?filter=alertname=a`);
    const [source] = await read(`${ALERTS}?filter=alertname=b`);
    expect(alert?.status).toEqual({
      inhibitedBy: [source?.fingerprint],
      mutedBy: [],
      silencedBy: [id],
      state: 'suppressed',
    });
  });

  it.each([
    ['', ['active', 'inhibited', 'other', 'silenced']],
    ['active=false', ['inhibited', 'silenced']],
    ['active=no&silenced=0', ['inhibited']],
    ['silenced=', ['active', 'inhibited', 'other', 'silenced']],
    ['silenced=TRUE', ['active', 'inhibited', 'other', 'silenced']],
    ['silenced=false&inhibited=whatever', ['active', 'other']],
    ['unprocessed=false', ['active', 'inhibited', 'other', 'silenced']],
    ['filter=alertname%3D~"a.*|other"', ['active', 'other']],
    ['filter=severity%3D%22critical%22', ['active']],
    ['filter=team=ops&filter=alertname!=x', ['other']],
    ['filter=severity=%22%22', ['other', 'silenced']],
    ['receiver=ops', ['other']],
    ['receiver=op', []],
    ['receiver=n.*t', ['other']],
    ['receiver=', ['active', 'inhibited', 'other', 'silenced']],
    ['receiver_matchers=tier=1', ['other']],
    ['receiver_matchers=name=default', ['active', 'inhibited', 'silenced']],
  ])('?%s', async (query, names) => {
    await post(
      { alertname: 'active', severity: 'critical' },
      { alertname: 'inhibited', severity: 'warning' },
      { alertname: 'silenced' },
      { alertname: 'other', team: 'ops' },
    );
    await silenceIt('alertname', 'silenced');
    expect(namesOf(await read(`${ALERTS}?${query}`))).toEqual(names);
  });

  it('writes a long list in pieces', async () => {
    const labels = Array.from({ length: 3000 }, (_, i) => ({ alertname: `alert ${i}`, filler: 'x'.repeat(100) }));
    for (let i = 0; i < labels.length; i += 1000) await post(...labels.slice(i, i + 1000));
    const answer = await server.get(ALERTS);
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.body.endsWith(']\n')).toBe(true);
    expect(JSON.parse(answer.body)).toHaveLength(3000);
  });

  it('answers an empty list', async () => {
    expect((await server.get(ALERTS)).body).toBe('[]\n');
    expect((await server.get(GROUPS)).body).toBe('[]\n');
    expect((await server.get(SILENCES)).body).toBe('[]\n');
  });
});

describe('GET /alerts/groups', () => {
  beforeEach(() =>
    post({ alertname: 'a', instance: '2' }, { alertname: 'a', instance: '1' }, { alertname: 'b', team: 'ops' }),
  );

  it('sorts groups and their alerts, and names all receivers of an alert', async () => {
    const groups = await read(GROUPS);
    expect(
      groups.map(({ labels, receiver, alerts }) => [
        labels['alertname'],
        receiver.name,
        alerts.map(({ labels: own, receivers }) => [own['instance'], receivers]),
      ]),
    ).toEqual([
      [
        'a',
        'default',
        [
          ['1', [{ name: 'default' }]],
          ['2', [{ name: 'default' }]],
        ],
      ],
      ['b', 'night', [[undefined, [{ name: 'night' }, { name: 'ops' }]]]],
      ['b', 'ops', [[undefined, [{ name: 'night' }, { name: 'ops' }]]]],
    ]);
  });

  it('names a receiver once for each of its groups that hold the alert', async () => {
    await post({ alertname: 'c', team: 'ops', severity: 'page' });
    const [{ alerts } = { alerts: [] }] = await read(`${GROUPS}?filter=alertname=c`);
    expect(alerts.map(({ receivers }) => receivers)).toEqual([[{ name: 'night' }, { name: 'ops' }, { name: 'ops' }]]);
  });

  it('suppresses the alerts of a muted group, and leaves it out when asked to', async () => {
    const [muted] = await read(`${GROUPS}?receiver=night`);
    expect(muted?.alerts[0]?.status).toEqual({
      inhibitedBy: [],
      mutedBy: ['nights'],
      silencedBy: [],
      state: 'suppressed',
    });
    expect(await read(`${GROUPS}?receiver=night&muted=false`)).toEqual([]);
  });

  it('writes labels of groups and routes literally', async () => {
    const { body } = await server.get(`${GROUPS}?filter=alertname=b&receiver=ops`);
    expect(body).toContain('],"labels":{"alertname":"b"},"receiver":{"name":"ops"},"routeLabels":{"link":"<&>"}}]\n');
  });

  it.each([
    ['receiver_matchers=tier=1', ['ops']],
    ['filter=instance=1', ['default']],
    ['active=false', []],
    ['receiver=ops&receiver_matchers=name=default', []],
  ])('?%s', async (query, receivers) => {
    expect((await read(`${GROUPS}?${query}`)).map(({ receiver }) => receiver.name)).toEqual(receivers);
  });
});

describe('silences', () => {
  it('shows a silence in UTC, and takes what it shows back', async () => {
    const id = await silenceIt('alertname', '<x>', {
      startsAt: '2026-01-02T05:00:00.1239+01:00',
      endsAt: '2026-01-02T05:00:00Z',
      annotations: { ticket: 'T-1' },
    });
    const answer = await server.get(`/api/v2/silence/${id}`);
    expect(answer.body).toBe(
      `{"id":"${id}","status":{"state":"pending"},"updatedAt":"2026-01-02T03:04:05.678Z","annotations":{"ticket":"T-1"},` +
        '"comment":"","createdBy":"me","endsAt":"2026-01-02T05:00:00.000Z",' +
        '"matchers":[{"isEqual":true,"isRegex":false,"name":"alertname","value":"\\u003cx\\u003e"}],' +
        '"startsAt":"2026-01-02T04:00:00.123Z"}\n',
    );
    const again = await server.post(SILENCES, answer.body);
    expect([again.statusCode, again.body]).toEqual([200, `{"silenceID":"${id}"}\n`]);
  });

  it('leaves out annotations where there are none', async () => {
    await silenceIt('a', 'b');
    expect((await server.get(SILENCES)).body).not.toContain('annotations');
  });

  it('expires a silence', async () => {
    const id = await silenceIt('a', 'b');
    const answer = await server.request({ method: 'DELETE', url: `/api/v2/silence/${id}` });
    expect([answer.statusCode, answer.body]).toEqual([200, '']);
    expect((await read(SILENCES))[0]?.status).toEqual({ state: 'expired' });
  });

  it('sorts by state, then by what happens next', async () => {
    const expired = await silenceIt('n', 'expired');
    await server.request({ method: 'DELETE', url: `/api/v2/silence/${expired}` });
    await silenceIt('n', 'ends later', { endsAt: '2026-01-02T05:00:00Z' });
    await silenceIt('n', 'ends sooner');
    await silenceIt('n', 'starts later', { startsAt: '2026-01-02T03:40:00Z' });
    await silenceIt('n', 'starts sooner', { startsAt: '2026-01-02T03:30:00Z' });
    const values = async (query: string) =>
      (await read(`${SILENCES}${query}`)).map(({ matchers }) => matchers[0]?.value);
    expect(await values('')).toEqual(['ends sooner', 'ends later', 'starts sooner', 'starts later', 'expired']);
    expect(await values('?active=false&expired=false')).toEqual(['starts sooner', 'starts later']);
    expect(await values('?active=false&expired=false&pending=false')).toEqual([]);
    expect(await values('?filter=n=%22ends+later%22')).toEqual(['ends later']);
    expect(await values('?filter=n!=x')).toEqual([]);
  });
});

describe('GET /status and /receivers', () => {
  it('tells what runs', async () => {
    const { body } = await server.get('/api/v2/status');
    const uptime = /"uptime":"([^"]+)"/.exec(body)?.[1] ?? '';
    expect(Date.parse(uptime)).toBe(NOW_MS - 60_000);
    expect(body.replace(uptime, 'START')).toBe(
      '{"cluster":{"name":"a","peers":[{"address":"10.0.0.1:9094","name":"a"},{"address":"10.0.0.2:9094","name":"b"}],' +
        '"status":"ready"},"config":{"original":"route: <a & b>\\n"},"uptime":"START","versionInfo":{"branch":"b",' +
        '"buildDate":"d","buildUser":"u","goVersion":"v20.0.0","revision":"r","version":"0.34.0"}}\n',
    );
  });

  it('lists receivers in the order of the configuration', async () => {
    expect((await server.get('/api/v2/receivers')).body).toBe(
      '[{"labels":{"name":"default"},"name":"default"},{"labels":{"name":"ops","tier":"1"},"name":"ops"},{"name":"night"}]\n',
    );
    expect(await read('/api/v2/receivers?receiver_matchers=tier=1')).toHaveLength(1);
  });

  it('describes itself', async () => {
    expect((await server.get('/api/v2/openapi.yaml')).body).toContain('basePath: /api/v2/');
    const answer = await server.get('/api/v2/swagger.json');
    expect(Object.keys(JSON.parse(answer.body).paths)).toHaveLength(6);
  });
});

describe('in classic mode', () => {
  it('refuses names that are not ASCII', async () => {
    await server.close();
    server = await startTestServer({}, new TestEngine('classic'));
    const answer = await server.post(ALERTS, [{ labels: { Σ: 'x' } }]);
    expect([answer.statusCode, answer.body]).toEqual([400, '"invalid label set: invalid name \\"Σ\\""\n']);
  });
});
