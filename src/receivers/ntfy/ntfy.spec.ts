import { NETWORK_FAULTS } from '../../../test/support/network-faults.js';
import { notificationOf } from '../../../test/support/notification.js';
import { configOf, DEPS } from '../../../test/support/receiver-deps.js';
import { GROUPS } from '../../../test/support/sample-groups.js';
import { type HttpStandIn, jsonOf } from '../../../test/support/vendors/http-stand-in.js';
import { startNtfy } from '../../../test/support/vendors/ntfy.js';
import type { Notification } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { ntfyConfig } from './config.js';
import { NtfyNotifier } from './ntfy.js';

const LINK = 'http://tocsin.test/#/alerts?receiver=team%5C.a';
const TOKEN_HEADER = 'Bearer tk_marker';

describe('NtfyNotifier', () => {
  let server: HttpStandIn;
  beforeEach(async () => {
    server = await startNtfy();
  });
  afterEach(() => server.close());

  async function send(
    more = '',
    notification: Notification = notificationOf(),
    { signal = AbortSignal.timeout(5000), deps = DEPS, url = server.url } = {},
  ): Promise<Outcome> {
    const notifier = new NtfyNotifier(configOf(ntfyConfig, `{url: '${url}', topic: alerts${more}}`), deps);
    try {
      return await notifier.notify(notification, signal);
    } finally {
      await notifier.close();
    }
  }

  const messages = () => server.accepted.all.map((request) => jsonOf(request) as Record<string, unknown>);

  it('publishes a group that fires', async () => {
    expect(await send('', GROUPS.firing)).toEqual({ kind: 'delivered' });
    expect(server.accepted.all.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /']);
    expect(messages()).toEqual([
      {
        topic: 'alerts',
        sequence_id: expect.stringMatching(/^[0-9a-f]{32}$/),
        title: '[FIRING:1] DiskFull (db-1 critical)',
        priority: 5,
        tags: ['rotating_light'],
        click: LINK,
        message: [
          'db-1 is 95 % <full> & "slow"\n',
          'Alerts Firing:',
          'Labels:',
          ' - alertname = DiskFull',
          ' - instance = db-1',
          ' - severity = critical',
          'Annotations:',
          ' - summary = db-1 is 95 % <full> & "slow"',
          'Source: http://prom.test/graph',
        ].join('\n'),
      },
    ]);
  });

  it('publishes a group that is resolved, less loudly', async () => {
    await send('', GROUPS.resolved);
    expect(messages()).toEqual([
      {
        topic: 'alerts',
        sequence_id: expect.any(String),
        title: '[RESOLVED] DiskFull (db-1 critical)',
        priority: 3,
        tags: ['white_check_mark'],
        click: LINK,
        message: expect.stringMatching(/^db-1 is 95 % .*\n\n\nAlerts Resolved:\nLabels:\n - alertname = DiskFull\n/),
      },
    ]);
  });

  it('publishes a mixed group with both lists', async () => {
    await send('', GROUPS.mixed);
    expect(messages()).toEqual([
      {
        topic: 'alerts',
        sequence_id: expect.any(String),
        title: '[FIRING:1] DiskFull',
        priority: 5,
        tags: ['rotating_light'],
        click: LINK,
        message: expect.stringMatching(/^Alerts Firing:\n.*instance = db-1\n.*Alerts Resolved:\n.*instance = db-2\n/s),
      },
    ]);
  });

  it('cuts the list of 60 alerts to what a message holds', async () => {
    expect(await send('', GROUPS.many)).toEqual({ kind: 'delivered' });
    const text = String(messages()[0]?.['message']);
    expect(messages()[0]).toMatchObject({ title: '[FIRING:60] DiskFull', priority: 5 });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4096);
    expect(Buffer.byteLength(text)).toBeGreaterThan(4090);
    expect(text.endsWith('…')).toBe(true);
  });

  it.each`
    firing                    | resolved        | priority
    ${['critical']}           | ${[]}           | ${5}
    ${['warning']}            | ${[]}           | ${4}
    ${['warning', undefined]} | ${['critical']} | ${4}
    ${['info', 'critical']}   | ${[]}           | ${5}
    ${['critical', 'info']}   | ${[]}           | ${5}
    ${[]}                     | ${['critical']} | ${3}
  `('has priority $priority while $firing fires and $resolved is resolved', async ({ firing, resolved, priority }) => {
    const alert = (severity: string | undefined, at: number, isResolved: boolean) => ({
      labels: { alertname: 'A', instance: `${at}-${isResolved}`, ...(severity === undefined ? {} : { severity }) },
      resolved: isResolved,
    });
    const alerts = [
      ...firing.map((severity: string | undefined, at: number) => alert(severity, at, false)),
      ...resolved.map((severity: string | undefined, at: number) => alert(severity, at, true)),
    ];
    await send('', notificationOf(alerts));
    expect(messages()).toMatchObject([{ priority }]);
  });

  it.each`
    priority                      | sent
    ${'1'}                        | ${1}
    ${'urgent'}                   | ${5}
    ${' High '}                   | ${4}
    ${'{{ .CommonLabels.nope }}'} | ${undefined}
  `('takes $priority for a priority', async ({ priority, sent }) => {
    await send(`, priority: '${priority}'`);
    expect(messages()[0]?.['priority']).toBe(sent);
  });

  it('renders every text', async () => {
    const texts = [
      "title: '  {{ .Status }}\n of {{ .CommonLabels.instance }} '",
      "message: '**{{ .CommonAnnotations.summary }}**'",
      "tags: 'warning, {{ .CommonLabels.instance }},, '",
      "click: 'http://wiki/{{ .CommonLabels.alertname }}'",
      "icon: 'http://wiki/{{ .Status }}.png'",
      'markdown: true',
    ];
    await send(`, ${texts.join(', ')}`);
    expect(messages()).toEqual([
      {
        topic: 'alerts',
        sequence_id: expect.any(String),
        title: 'firing of db-1',
        priority: 4,
        tags: ['warning', 'db-1'],
        click: 'http://wiki/DiskFull',
        icon: 'http://wiki/firing.png',
        markdown: true,
        message: '**95 % <full>**',
      },
    ]);
  });

  it('chooses the topic by labels', async () => {
    await send('', notificationOf());
    const config = configOf(ntfyConfig, `{url: '${server.url}/', topic: 'team-{{ .CommonLabels.instance }}'}`);
    const notifier = new NtfyNotifier(config, DEPS);
    await notifier.notify(notificationOf(), AbortSignal.timeout(5000));
    await notifier.close();
    expect(messages().map(({ topic }) => topic)).toEqual(['alerts', 'team-db-1']);
  });

  it('stays within the limits of a server, however long and hard to write the texts are', async () => {
    const long = JSON.stringify('"é"\n'.repeat(9000));
    const url = `http://wiki/${'x'.repeat(2000)}`;
    const tags = Array.from({ length: 40 }, (_, at) => `tag-${at}-${'x'.repeat(100)}`).join(',');
    const texts = `, title: ${long}, message: ${long}, tags: '${tags}', click: '${url}', icon: '${url}'`;
    expect(await send(texts)).toEqual({ kind: 'delivered' });
    const [message] = messages();
    expect(Buffer.byteLength(server.accepted.all[0]?.body ?? '')).toBeLessThanOrEqual(8192);
    expect([...String(message?.['title'])]).toHaveLength(250);
    expect(message?.['tags']).toHaveLength(20);
    expect(message).not.toHaveProperty('click');
    expect(message).not.toHaveProperty('icon');
    expect(String(message?.['message']).endsWith('…')).toBe(true);
  });

  it('changes the message in place when it is sent again', async () => {
    await send('', notificationOf(undefined, { id: 'one' }));
    await send('', notificationOf(undefined, { id: 'one' }));
    await send('', notificationOf(undefined, { id: 'two' }));
    const [first, again, other] = messages().map(({ sequence_id: id }) => id);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  describe('a server that asks who publishes', () => {
    it.each`
      keys                                             | header
      ${'token: tk_marker'}                            | ${TOKEN_HEADER}
      ${'token_file: /run/token'}                      | ${TOKEN_HEADER}
      ${'username: ana, password: marker'}             | ${`Basic ${btoa('ana:marker')}`}
      ${'username: ana, password_file: /run/password'} | ${`Basic ${btoa('ana:tk_marker')}`}
    `('is told by $keys', async ({ keys, header }) => {
      const own = await startNtfy(header);
      const deps = { ...DEPS, read: async () => 'tk_marker\n' };
      expect(await send(`, ${keys}`, notificationOf(), { deps, url: own.url })).toEqual({ kind: 'delivered' });
      await own.close();
    });

    it.each`
      keys                                | reason         | words
      ${'markdown: false'}                | ${'authError'} | ${'unexpected status code 403: forbidden (40301)'}
      ${'token: tk_wrong'}                | ${'authError'} | ${'unexpected status code 401: unauthorized (40101)'}
      ${'username: ana, password: wrong'} | ${'authError'} | ${'unexpected status code 401: unauthorized (40101)'}
    `('makes us give up with $keys', async ({ keys, reason, words }) => {
      const own = await startNtfy(TOKEN_HEADER);
      expect(await send(`, ${keys}`, notificationOf(), { url: own.url })).toEqual({
        kind: 'giveUp',
        reason,
        error: words,
      });
      await own.close();
    });

    it('is told by the keys of the integration, whatever the global http_config holds', async () => {
      const own = await startNtfy(TOKEN_HEADER);
      const config = configOf(ntfyConfig, `{url: '${own.url}', topic: alerts, token: tk_marker}`);
      const { httpConfig } = configOf(ntfyConfig, '{topic: a, http_config: {authorization: {credentials: other}}}');
      const notifier = new NtfyNotifier({ ...config, httpConfig }, DEPS);
      expect(await notifier.notify(notificationOf(), AbortSignal.timeout(5000))).toEqual({ kind: 'delivered' });
      await notifier.close();
      await own.close();
    });
  });

  it.each`
    more                                | error
    ${", title: '{{ .Nope }}'"}         | ${/Nope/}
    ${", priority: '9'"}                | ${/^priority "9" is not one of 1, 2, 3, 4, 5, min, low, default, high, max, urgent$/}
    ${", token_file: '/nowhere/token'"} | ${/nowhere/}
  `('gives up where no message can be made: $more', async ({ more, error }) => {
    expect(await send(more)).toEqual({ kind: 'giveUp', reason: 'other', error: expect.stringMatching(error) });
    expect(server.accepted.all).toEqual([]);
  });

  it("gives up with ntfy's words", async () => {
    expect(await send(", icon: 'ftp://wiki'")).toEqual({
      kind: 'giveUp',
      reason: 'clientError',
      error: 'unexpected status code 400: invalid request: icon URL is invalid (40021)',
    });
  });

  it('waits as long as it is asked to', async () => {
    const body = JSON.stringify({ code: 42908, http: 429, error: 'limit reached: daily message quota reached' });
    server.behave(() => ({ status: 429, headers: { 'retry-after': '17' }, body }));
    expect(await send()).toEqual({
      kind: 'retry',
      reason: 'rateLimited',
      error: 'unexpected status code 429: limit reached: daily message quota reached (42908)',
      afterMs: 17_000,
    });
  });

  it('notices that a redirect led to a page', async () => {
    const { url } = server;
    server.behave(({ method }) =>
      method === 'POST'
        ? { status: 302, headers: { location: `${url}/login` }, body: '' }
        : { status: 200, body: '<!DOCTYPE html>' },
    );
    expect(await send()).toMatchObject({ kind: 'giveUp', error: expect.stringContaining('a web page') });
  });

  it.each(NETWORK_FAULTS)('tries again when $fault', async ({ arrange, reason }) => {
    const signal = await arrange(server);
    expect(await send('', notificationOf(), { signal })).toEqual({
      kind: 'retry',
      reason,
      error: expect.stringMatching(/^Post "<redacted>": /),
    });
  });

  it('shows no secret, not even one that the server repeats', async () => {
    server.behave(({ headers }) => ({ status: 401, body: `who is ${headers.authorization}, ana:marker-word?` }));
    const outcomes = [await send(', token: marker-word'), await send(', username: ana, password: marker-word')];
    server.behave(() => 'drop');
    outcomes.push(await send(', token: marker-word'));
    expect(JSON.stringify(outcomes)).not.toMatch(/marker-word|YW5hOm1hcmtlci13b3Jk/);
  });
});
