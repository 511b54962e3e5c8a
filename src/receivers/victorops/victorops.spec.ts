import { depsAnswering } from '../../../test/support/answering-client.js';
import { NETWORK_FAULTS } from '../../../test/support/network-faults.js';
import { notificationOf } from '../../../test/support/notification.js';
import { configOf, DEPS } from '../../../test/support/receiver-deps.js';
import { GROUPS } from '../../../test/support/sample-groups.js';
import { statusesOf } from '../../../test/support/status-verdicts.js';
import { UPSTREAM_VERDICTS } from '../../../test/support/upstream-verdicts.js';
import { type HttpStandIn, jsonOf } from '../../../test/support/vendors/http-stand-in.js';
import { startVictorops, victoropsThrottled } from '../../../test/support/vendors/victorops.js';
import type { Notification } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { groupKeyHash } from '../group-key-hash.js';
import { TranscribingNotifier } from '../transcribing-notifier.js';
import { victoropsConfig } from './config.js';
import { VictoropsNotifier } from './victorops.js';

const ENTITY_ID = groupKeyHash(notificationOf().groupKey);
const KEYS = 'api_key: victorops-key, routing_key: team-a';
const PATH = '/integrations/generic/20131114/alert/';

describe('VictoropsNotifier', () => {
  let server: HttpStandIn;
  beforeEach(async () => {
    server = await startVictorops();
  });
  afterEach(() => server.close());

  async function send(
    more = '',
    notification: Notification = GROUPS.firing,
    fixed = KEYS,
    { signal = AbortSignal.timeout(5000), deps = DEPS } = {},
  ): Promise<Outcome> {
    const config = configOf(victoropsConfig, `{api_url: '${server.url}${PATH}', ${fixed}${more}}`);
    const notifier = new VictoropsNotifier(config, deps);
    try {
      return await notifier.notify(notification, signal);
    } finally {
      await notifier.close();
    }
  }

  const bodies = () => server.accepted.all.map((request) => jsonOf(request));

  it("triggers an incident, byte for byte Alertmanager's", async () => {
    expect(await send(", custom_fields: {zone: '{{ .Status }}', Area: x}")).toEqual({ kind: 'delivered' });
    const [request] = server.accepted.all;
    expect(request).toMatchObject({
      method: 'POST',
      path: `${PATH}victorops-key/team-a`,
      headers: { 'content-type': 'application/json', 'user-agent': 'Alertmanager/0.34.0' },
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
        '{"Area":"x"',
        '"entity_display_name":"[FIRING:1] DiskFull (db-1 critical)"',
        `"entity_id":"${ENTITY_ID}"`,
        '"message_type":"CRITICAL"',
        '"monitoring_tool":"Alertmanager"',
        `"state_message":"${lines.join('\\n')}"`,
        '"zone":"firing"}',
      ].join(',')}\n`,
    );
  });

  it.each`
    group         | type                 | sent          | name
    ${'firing'}   | ${'INFO'}            | ${'INFO'}     | ${'[FIRING:1] DiskFull (db-1 critical)'}
    ${'firing'}   | ${'{{ "WARNING" }}'} | ${'WARNING'}  | ${'[FIRING:1] DiskFull (db-1 critical)'}
    ${'firing'}   | ${'warning'}         | ${'CRITICAL'} | ${'[FIRING:1] DiskFull (db-1 critical)'}
    ${'firing'}   | ${'RECOVERY'}        | ${'CRITICAL'} | ${'[FIRING:1] DiskFull (db-1 critical)'}
    ${'mixed'}    | ${'CRITICAL'}        | ${'CRITICAL'} | ${'[FIRING:1] DiskFull '}
    ${'resolved'} | ${'INFO'}            | ${'RECOVERY'} | ${'[RESOLVED] DiskFull (db-1 critical)'}
    ${'many'}     | ${'CRITICAL'}        | ${'CRITICAL'} | ${'[FIRING:60] DiskFull '}
  `('tells a $group group of type $type as $sent', async ({ group, type, sent, name }) => {
    const notification = GROUPS[group as keyof typeof GROUPS];
    expect(await send(`, message_type: '${type}'`, notification)).toEqual({ kind: 'delivered' });
    expect(bodies()).toEqual([
      {
        message_type: sent,
        entity_id: ENTITY_ID,
        entity_display_name: name,
        monitoring_tool: 'Alertmanager',
        state_message: expect.stringMatching(/Alerts (Firing|Resolved):\nLabels:\n - alertname = DiskFull\n/),
      },
    ]);
  });

  it('cuts a long state message', async () => {
    expect(await send(`, state_message: '${'é'.repeat(20_481)}'`)).toEqual({ kind: 'delivered' });
    expect(bodies()).toEqual([expect.objectContaining({ state_message: `${'é'.repeat(20_479)}…` })]);
  });

  it.each`
    routingKey         | path
    ${'{{ .Status }}'} | ${'victorops-key/firing'}
    ${'team a/b?c#d%'} | ${'victorops-key/team%20a/b%3Fc%23d%25'}
    ${"é(1)!*'"}       | ${'victorops-key/%C3%A9%281%29%21%2A%27'}
    ${'$&+,:;=@-_.~'}  | ${'victorops-key/$&+,:;=@-_.~'}
  `('escapes the routing key $routingKey as Go does', async ({ routingKey, path }) => {
    server.behave(() => ({ status: 200, body: '{}' }));
    await send('', GROUPS.firing, `api_key: victorops-key, routing_key: ${JSON.stringify(routingKey)}`);
    expect(server.accepted.all.map((request) => request.path)).toEqual([`${PATH}${path}`]);
  });

  it('reads the key from its file at each message', async () => {
    const left = ['victorops-key\n', 'gone'];
    const deps = { ...DEPS, read: async () => left.shift() ?? '' };
    const yaml = `{api_url: '${server.url}${PATH}', api_key_file: /run/key, routing_key: team-a}`;
    const notifier = new VictoropsNotifier(configOf(victoropsConfig, yaml), deps);
    const kinds = [];
    for (const group of [GROUPS.firing, GROUPS.resolved]) {
      kinds.push((await notifier.notify(group, AbortSignal.timeout(5000))).kind);
    }
    await notifier.close();
    expect(kinds).toEqual(['delivered', 'giveUp']);
  });

  it.each(UPSTREAM_VERDICTS)('is $kind for statuses $from to $to', async (row) => {
    for (const { status, outcome } of statusesOf(row)) {
      const deps = depsAnswering(() => ({ status, headers: {}, body: '' }));
      expect(await send('', GROUPS.firing, KEYS, { deps })).toEqual(outcome);
    }
  });

  it('waits as long as it is asked to', async () => {
    server.behave(() => victoropsThrottled(17));
    expect(await send()).toEqual({
      kind: 'retry',
      reason: 'rateLimited',
      afterMs: 17_000,
      error: 'unexpected status code 429: {"result":"failure","message":"rate limit exceeded"}',
    });
  });

  it.each(NETWORK_FAULTS)('tries again when $fault', async ({ arrange, reason }) => {
    const signal = await arrange(server);
    const error = expect.stringMatching(/^Post "<redacted>": /);
    expect(await send('', GROUPS.firing, KEYS, { signal })).toEqual({ kind: 'retry', reason, error });
  });

  it('shows nothing of a key that is escaped in the address', async () => {
    server.behave(({ path }) => ({ status: 404, body: `nothing at ${path}` }));
    const keys = "api_key: 'marker=(1) é', routing_key: team-a";
    const config = configOf(victoropsConfig, `{api_url: '${server.url}${PATH}', ${keys}}`);
    const notifier = new TranscribingNotifier(new VictoropsNotifier(config, DEPS), config);
    const outcome = await notifier.notify(GROUPS.firing, AbortSignal.timeout(5000));
    await notifier.close();
    const error = `unexpected status code 404: nothing at ${PATH}<secret>/team-a`;
    expect(outcome).toMatchObject({ kind: 'giveUp', error, exchanges: [{ method: 'POST' }] });
    expect(JSON.stringify(outcome)).not.toContain('marker');
  });

  it('never shows the key, which is a part of the address', async () => {
    const wrong = 'api_key: s3cr3t-marker, routing_key: team-a';
    const refused = await send('', GROUPS.firing, wrong);
    expect(refused).toEqual({
      kind: 'giveUp',
      reason: 'clientError',
      error: `unexpected status code 404: {"result":"failure","message":"no integration is known at ${PATH}<secret>/team-a"}`,
    });
    server.behave(() => 'drop');
    expect(JSON.stringify(await send('', GROUPS.firing, wrong))).not.toContain('marker');
  });

  it.each`
    more                                     | error
    ${", state_message: '{{ .Nope }}'"}      | ${/^template: .*Nope/}
    ${", custom_fields: {a: '{{ .Nope }}'}"} | ${/^template: .*Nope/}
    ${", api_key: '', api_key_file: /nope"}  | ${/ENOENT/}
  `('gives up where a request cannot be made: $more', async ({ more, error }) => {
    const fixed = more.includes('api_key') ? 'routing_key: r' : 'api_key: k, routing_key: r';
    expect(await send(more, GROUPS.firing, fixed)).toEqual({
      kind: 'giveUp',
      reason: 'other',
      error: expect.stringMatching(error),
    });
  });
});
