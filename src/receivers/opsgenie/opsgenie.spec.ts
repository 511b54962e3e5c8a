import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { depsAnswering } from '../../../test/support/answering-client.js';
import { NETWORK_FAULTS } from '../../../test/support/network-faults.js';
import { notificationOf } from '../../../test/support/notification.js';
import { configOf, DEPS } from '../../../test/support/receiver-deps.js';
import { GROUPS } from '../../../test/support/sample-groups.js';
import { statusesOf } from '../../../test/support/status-verdicts.js';
import { UPSTREAM_VERDICTS } from '../../../test/support/upstream-verdicts.js';
import { type HttpStandIn, jsonOf } from '../../../test/support/vendors/http-stand-in.js';
import { opsgenieThrottled, startOpsgenie } from '../../../test/support/vendors/opsgenie.js';
import type { Notification } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { groupKeyHash } from '../group-key-hash.js';
import { opsgenieConfig } from './config.js';
import { OpsgenieNotifier } from './opsgenie.js';

const ALIAS = groupKeyHash(notificationOf().groupKey);
const SOURCE = 'http://tocsin.test/#/alerts?receiver=team%5C.a';

describe('OpsgenieNotifier', () => {
  let server: HttpStandIn;
  beforeEach(async () => {
    server = await startOpsgenie();
  });
  afterEach(() => server.close());

  async function send(
    more = '',
    notification: Notification = GROUPS.firing,
    credentials = 'api_key: opsgenie-key',
    { signal = AbortSignal.timeout(5000), deps = DEPS } = {},
  ): Promise<Outcome> {
    const config = configOf(opsgenieConfig, `{api_url: '${server.url}/', ${credentials}${more}}`);
    const notifier = new OpsgenieNotifier(config, deps);
    try {
      return await notifier.notify(notification, signal);
    } finally {
      await notifier.close();
    }
  }

  const asked = () => server.accepted.all.map(({ method, path }) => `${method} ${path}`);
  const bodies = () => server.accepted.all.map((request) => jsonOf(request));

  it("creates an alert, byte for byte Alertmanager's", async () => {
    expect(await send()).toEqual({ kind: 'delivered' });
    expect(asked()).toEqual(['POST /v2/alerts']);
    const [request] = server.accepted.all;
    expect(request?.headers).toMatchObject({
      authorization: 'GenieKey opsgenie-key',
      'content-type': 'application/json',
      'user-agent': 'Alertmanager/0.34.0',
    });
    const summary = 'db-1 is 95 % \\u003cfull\\u003e \\u0026 \\"slow\\"';
    const lines = [
      summary,
      'Alerts Firing:',
      'Labels:',
      ' - alertname = DiskFull',
      ' - instance = db-1',
      ' - severity = critical',
      'Annotations:',
      ` - summary = ${summary}`,
      'Source: http://prom.test/graph',
      '',
      '',
    ];
    expect(request?.body).toBe(
      `${[
        `{"alias":"${ALIAS}"`,
        '"message":"[FIRING:1] DiskFull (db-1 critical)"',
        `"description":"${lines.join('\\n')}"`,
        '"details":{"alertname":"DiskFull","instance":"db-1","severity":"critical"}',
        `"source":"${SOURCE}"}`,
      ].join(',')}\n`,
    );
  });

  it('fills all of an alert, in the order of the fields', async () => {
    const responders = [
      "{name: '{{ .GroupLabels.alertname }}', type: team}",
      "{name: 'a,,b', type: '{{ \"teams\" }}'}",
      "{id: '', username: '{{ .CommonLabels.nope }}', type: '{{ .CommonLabels.nope }}'}",
      '{username: eve, type: user}',
    ];
    const more = [
      "details: {severity: '{{ .Status }}', team: ops}",
      `responders: [${responders.join(', ')}]`,
      "tags: ' a,,b '",
      "actions: 'restart,ping'",
      'note: n',
      'priority: P1',
      "entity: '{{ .CommonLabels.instance }}'",
      "description: ''",
    ];
    expect(await send(`, ${more.join(', ').replace('},, {', '}, {')}`)).toEqual({ kind: 'delivered' });
    expect(JSON.stringify(bodies()[0])).toBe(
      JSON.stringify({
        alias: ALIAS,
        message: '[FIRING:1] DiskFull (db-1 critical)',
        details: { alertname: 'DiskFull', instance: 'db-1', severity: 'firing', team: 'ops' },
        source: SOURCE,
        responders: [
          { name: 'DiskFull', type: 'team' },
          { name: 'a', type: 'team' },
          { name: 'b', type: 'team' },
          { username: 'eve', type: 'user' },
        ],
        tags: ['a', 'b'],
        note: 'n',
        priority: 'P1',
        entity: 'db-1',
        actions: ['restart', 'ping'],
      }),
    );
  });

  it('closes the alert of a group that is resolved', async () => {
    expect(await send('', GROUPS.resolved)).toEqual({ kind: 'delivered' });
    expect(asked()).toEqual([`POST /v2/alerts/${ALIAS}/close?identifierType=alias`]);
    expect(server.accepted.all[0]?.body).toBe(`{"source":"${SOURCE}"}\n`);
  });

  it('keeps the alert of a mixed group open, and tells of both', async () => {
    await send('', GROUPS.mixed);
    expect(asked()).toEqual(['POST /v2/alerts']);
    expect(bodies()).toEqual([
      expect.objectContaining({
        message: '[FIRING:1] DiskFull ',
        description: expect.stringMatching(/^\nAlerts Firing:\n.*instance = db-1\n.*Alerts Resolved:\n.*db-2\n/s),
        details: { alertname: 'DiskFull' },
      }),
    ]);
  });

  it('tells of 60 alerts', async () => {
    expect(await send('', GROUPS.many)).toEqual({ kind: 'delivered' });
    const [body] = bodies() as { message: string; description: string }[];
    expect(body?.message).toBe('[FIRING:60] DiskFull ');
    expect(body?.description.match(/^ - instance = /gm)).toHaveLength(60);
  });

  it('brings texts up to date where it is told to', async () => {
    await send(", update_alerts: true, message: 'm <1>', description: d");
    expect(asked()).toEqual([
      'POST /v2/alerts',
      `PUT /v2/alerts/${ALIAS}/message?identifierType=alias`,
      `PUT /v2/alerts/${ALIAS}/description?identifierType=alias`,
    ]);
    expect(server.accepted.all.slice(1).map(({ body }) => body)).toEqual([
      '{"message":"m \\u003c1\\u003e"}\n',
      '{"description":"d"}\n',
    ]);
    expect(new Set(server.accepted.all.map(({ headers }) => headers.authorization))).toEqual(
      new Set(['GenieKey opsgenie-key']),
    );
  });

  it('stops at the first request that fails', async () => {
    server.behave(({ method }) => (method === 'PUT' ? opsgenieThrottled() : { status: 202, body: '' }));
    expect(await send(', update_alerts: true')).toEqual({
      kind: 'retry',
      reason: 'rateLimited',
      error: expect.stringMatching(/^unexpected status code 429: \{"message":"You are making too many requests!"/),
    });
    expect(asked()).toEqual(['POST /v2/alerts']);
    expect(server.refused.all).toHaveLength(1);
  });

  it('cuts a long message', async () => {
    expect(await send(`, message: '${'é'.repeat(131)}'`)).toEqual({ kind: 'delivered' });
    expect(bodies()).toEqual([expect.objectContaining({ message: `${'é'.repeat(129)}…` })]);
  });

  it("keeps an address's own path and query", async () => {
    server.behave(() => ({ status: 202, body: '' }));
    const config = configOf(opsgenieConfig, `{api_url: '${server.url}/eu/?tenant=a', api_key: k}`);
    const notifier = new OpsgenieNotifier(config, DEPS);
    await notifier.notify(GROUPS.resolved, AbortSignal.timeout(5000));
    await notifier.close();
    expect(asked()).toEqual([`POST /eu/v2/alerts/${ALIAS}/close?tenant=a&identifierType=alias`]);
  });

  it('sends its own key, whatever http_config authorizes with', async () => {
    expect(await send(', http_config: {authorization: {credentials: other}}')).toEqual({ kind: 'delivered' });
  });

  it('reads the key from its file anew each time', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tocsin-opsgenie-'));
    try {
      const path = join(folder, 'key');
      writeFileSync(path, 'wrong');
      expect(await send('', GROUPS.firing, `api_key_file: '${path}'`)).toMatchObject({ reason: 'authError' });
      writeFileSync(path, ' opsgenie-key\n');
      expect(await send('', GROUPS.firing, `api_key_file: '${path}'`)).toEqual({ kind: 'delivered' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each(UPSTREAM_VERDICTS)('is $kind for statuses $from to $to', async (row) => {
    for (const { status, outcome } of statusesOf(row)) {
      const deps = depsAnswering(() => ({ status, headers: {}, body: '' }));
      for (const group of [GROUPS.firing, GROUPS.resolved]) {
        expect(await send('', group, 'api_key: k', { deps })).toEqual(outcome);
      }
    }
  });

  it('waits as long as it is asked to', async () => {
    server.behave(() => opsgenieThrottled({ 'retry-after': '17' }));
    expect(await send()).toMatchObject({ kind: 'retry', reason: 'rateLimited', afterMs: 17_000 });
  });

  it.each(NETWORK_FAULTS)('tries again when $fault', async ({ arrange, reason }) => {
    const signal = await arrange(server);
    const error = expect.stringMatching(/^Post "<redacted>": /);
    expect(await send('', GROUPS.firing, 'api_key: k', { signal })).toEqual({ kind: 'retry', reason, error });
  });

  it('shows nothing of the key, not even what Opsgenie repeats', async () => {
    server.behave(({ headers }) => ({ status: 403, body: `${headers.authorization} may not do this` }));
    expect(await send('', GROUPS.firing, "api_key: 'marker-{{ .Status }}'")).toEqual({
      kind: 'giveUp',
      reason: 'authError',
      error: 'unexpected status code 403: GenieKey <secret> may not do this',
    });
  });

  it("gives up with Opsgenie's words what it does not take", async () => {
    expect(await send(', priority: high')).toEqual({
      kind: 'giveUp',
      reason: 'clientError',
      error: expect.stringMatching(
        /^unexpected status code 422: \{"message":"Request body is not processable.*"priority":"should be one of \[ P1,/,
      ),
    });
    expect(await send('', GROUPS.firing, 'api_key: s3cr3t')).toEqual({
      kind: 'giveUp',
      reason: 'authError',
      error: expect.stringMatching(/^unexpected status code 401: \{"message":"Could not authenticate"/),
    });
  });

  it.each`
    more                               | credentials                        | error
    ${", message: '{{ .Nope }}'"}      | ${'api_key: k'}                    | ${/^template: .*Nope/}
    ${", details: {a: '{{ .Nope }}'}"} | ${'api_key: k'}                    | ${/^template: .*Nope/}
    ${''}                              | ${"api_key: '{{ s3cr3t }}'"}       | ${/^api_key is a template that cannot be rendered$/}
    ${''}                              | ${'api_key_file: /does/not/exist'} | ${/ENOENT.*\/does\/not\/exist/}
  `('gives up where a request cannot be made: $more $credentials', async ({ more, credentials, error }) => {
    expect(await send(more, GROUPS.firing, credentials)).toEqual({
      kind: 'giveUp',
      reason: 'other',
      error: expect.stringMatching(error),
    });
  });
});
