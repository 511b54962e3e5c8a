import { NETWORK_FAULTS } from '../../../test/support/network-faults.js';
import { notificationOf } from '../../../test/support/notification.js';
import { configOf, DEPS } from '../../../test/support/receiver-deps.js';
import { GROUPS } from '../../../test/support/sample-groups.js';
import { jsonOf } from '../../../test/support/vendors/http-stand-in.js';
import { type MatrixStandIn, startMatrix } from '../../../test/support/vendors/matrix.js';
import type { Notification } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { matrixConfig } from './config.js';
import { MatrixNotifier } from './matrix.js';

const LINK = 'http://tocsin.test/#/alerts?receiver=team%5C.a';
const ROOM = '!ops:matrix.test';
const ALIAS = '#alerts:matrix.test';

describe('MatrixNotifier', () => {
  let server: MatrixStandIn;
  let rooms: Map<string, string>;
  beforeEach(async () => {
    rooms = new Map([
      [ROOM, ROOM],
      [ALIAS, '!alias:matrix.test'],
    ]);
    server = await startMatrix({ token: 'syt_marker', rooms });
  });
  afterEach(() => server.close());

  function notifierOf(more = '', room = ROOM, deps = DEPS): MatrixNotifier {
    const token = more.includes('access_token') ? '' : ', access_token: syt_marker';
    const yaml = `{homeserver_url: '${server.url}/', room_id: '${room}'${token}${more}}`;
    return new MatrixNotifier(configOf(matrixConfig, yaml), deps);
  }

  async function send(
    more = '',
    notification: Notification = notificationOf(),
    { room = ROOM, deps = DEPS, signal = AbortSignal.timeout(5000) } = {},
  ): Promise<Outcome> {
    const notifier = notifierOf(more, room, deps);
    try {
      return await notifier.notify(notification, signal);
    } finally {
      await notifier.close();
    }
  }

  const contents = () => server.events.map(({ content }) => content);

  it('sends a group that fires, as text and as HTML', async () => {
    expect(await send('', GROUPS.firing)).toEqual({ kind: 'delivered' });
    expect(server.accepted.all.map(({ method, path }) => `${method} ${path}`)).toEqual([
      expect.stringMatching(
        /^PUT \/_matrix\/client\/v3\/rooms\/!ops%3Amatrix\.test\/send\/m\.room\.message\/[0-9a-f]{32}$/,
      ),
    ]);
    expect(server.events).toEqual([
      {
        room: ROOM,
        content: {
          msgtype: 'm.text',
          body: [
            '[FIRING:1] DiskFull (db-1 critical)',
            'db-1 is 95 % <full> & "slow"',
            '',
            'Alerts Firing:',
            'Labels:',
            ' - alertname = DiskFull',
            ' - instance = db-1',
            ' - severity = critical',
            'Annotations:',
            ' - summary = db-1 is 95 % <full> & "slow"',
            'Source: http://prom.test/graph',
          ].join('\n'),
          format: 'org.matrix.custom.html',
          formatted_body: [
            `<p><strong><a href="${LINK}">[FIRING:1] DiskFull (db-1 critical)</a></strong></p>`,
            '<p>Alerts Firing:</p><ul><li><strong>DiskFull db-1 critical</strong>',
            '<br>summary: db-1 is 95 % &lt;full&gt; &amp; &#34;slow&#34;',
            '<br><a href="http://prom.test/graph">Source</a></li></ul>',
          ].join(''),
        },
      },
    ]);
  });

  it('sends a group that is resolved', async () => {
    await send('', GROUPS.resolved);
    expect(contents()).toEqual([
      {
        msgtype: 'm.text',
        body: expect.stringMatching(
          /^\[RESOLVED\] DiskFull \(db-1 critical\)\ndb-1 .*\n\n\nAlerts Resolved:\nLabels:\n/,
        ),
        format: 'org.matrix.custom.html',
        formatted_body: expect.stringMatching(
          /\[RESOLVED\] DiskFull .*<p>Alerts Resolved:<\/p><ul><li>.*<\/li><\/ul>$/,
        ),
      },
    ]);
  });

  it('sends a mixed group with both lists', async () => {
    await send('', GROUPS.mixed);
    expect(contents()).toEqual([
      {
        msgtype: 'm.text',
        body: expect.stringMatching(/^\[FIRING:1\] DiskFull .*Alerts Firing:\n.*db-1\n.*Alerts Resolved:\n.*db-2\n/s),
        format: 'org.matrix.custom.html',
        formatted_body: expect.stringMatching(
          /Alerts Firing:.*DiskFull db-1 critical.*Alerts Resolved:.*DiskFull db-2 warning/,
        ),
      },
    ]);
  });

  it('sends all of 60 alerts', async () => {
    expect(await send('', GROUPS.many)).toEqual({ kind: 'delivered' });
    expect(contents()).toEqual([
      {
        msgtype: 'm.text',
        body: expect.stringMatching(/^\[FIRING:60\] DiskFull .*db-60 is 95 % <full> & "slow"\nSource: [^\n]*$/s),
        format: 'org.matrix.custom.html',
        formatted_body: expect.stringMatching(/DiskFull db-60 warning<\/strong>.*<\/ul>$/),
      },
    ]);
  });

  it('stays within the size of an event', async () => {
    const annotations = { summary: '"é"\n'.repeat(500) };
    const alerts = Array.from({ length: 60 }, (_, at) => ({ labels: { alertname: 'A', at: `${at}` }, annotations }));
    expect(await send('', notificationOf(alerts))).toEqual({ kind: 'delivered' });
    expect(contents()).toEqual([{ msgtype: 'm.text', body: expect.stringMatching(/…$/) }]);
  });

  it('renders what is configured', async () => {
    await send(
      ", message_type: m.notice, text: '{{ .Status }}: {{ .CommonAnnotations.summary }}', html: '<b>{{ .CommonAnnotations.summary }}</b>'",
    );
    await send(", text: '{{ .Status }}', html: ''", notificationOf(undefined, { id: 'two' }));
    expect(contents()).toEqual([
      {
        msgtype: 'm.notice',
        body: 'firing: 95 % <full>',
        format: 'org.matrix.custom.html',
        formatted_body: '<b>95 % &lt;full&gt;</b>',
      },
      { msgtype: 'm.text', body: 'firing' },
    ]);
  });

  it('is no second message when it is sent again', async () => {
    await send('', notificationOf(undefined, { id: 'one' }));
    await send('', notificationOf(undefined, { id: 'one', nowMs: 1 }));
    expect(server.accepted.all).toHaveLength(2);
    expect(server.events).toHaveLength(1);
    await send('', notificationOf(undefined, { id: 'two' }));
    expect(server.events).toHaveLength(2);
  });

  it('reads its token from a file each time', async () => {
    const deps = { ...DEPS, read: async () => 'syt_marker\n' };
    expect(await send(', access_token_file: /run/token', notificationOf(), { deps })).toEqual({ kind: 'delivered' });
  });

  describe('with an alias', () => {
    it('asks once which room it is', async () => {
      const notifier = notifierOf('', ALIAS);
      for (const id of ['one', 'two', 'three']) {
        const notification = notificationOf(undefined, { id });
        expect(await notifier.notify(notification, AbortSignal.timeout(5000))).toEqual({ kind: 'delivered' });
      }
      await notifier.close();
      expect(server.lookups).toEqual([ALIAS]);
      expect(server.events.map(({ room }) => room)).toEqual(Array(3).fill('!alias:matrix.test'));
    });

    it('follows it to another room', async () => {
      const notifier = notifierOf('', ALIAS);
      const attemptWith = (id: string) => notifier.notify(notificationOf(undefined, { id }), AbortSignal.timeout(5000));
      await attemptWith('one');
      rooms.set(ALIAS, '!upgraded:matrix.test');
      expect(await attemptWith('two')).toEqual({
        kind: 'retry',
        reason: 'authError',
        error: expect.stringContaining('not in room !alias:matrix.test'),
      });
      expect(await attemptWith('two')).toEqual({ kind: 'delivered' });
      await notifier.close();
      expect(server.events.map(({ room }) => room)).toEqual(['!alias:matrix.test', '!upgraded:matrix.test']);
    });

    it('gives up where it leads nowhere', async () => {
      expect(await send('', notificationOf(), { room: '#nope:matrix.test' })).toEqual({
        kind: 'giveUp',
        reason: 'clientError',
        error:
          'room "#nope:matrix.test": unexpected status code 404: M_NOT_FOUND: Room alias #nope:matrix.test not found',
      });
    });

    it.each`
      status | body                       | outcome
      ${502} | ${'bad gateway'}           | ${{ kind: 'retry', reason: 'serverError' }}
      ${429} | ${'{"retry_after_ms":50}'} | ${{ kind: 'retry', reason: 'rateLimited', afterMs: 50 }}
      ${200} | ${'{}'}                    | ${{ kind: 'giveUp', reason: 'clientError' }}
      ${200} | ${'{"room_id":["!a:x"]}'}  | ${{ kind: 'giveUp', reason: 'clientError' }}
    `('does not send where the answer is $status $body', async ({ status, body, outcome }) => {
      server.behave(() => ({ status, body }));
      expect(await send('', notificationOf(), { room: ALIAS })).toMatchObject(outcome);
      expect(server.accepted.all.filter(({ method }) => method === 'PUT')).toEqual([]);
    });

    it('chooses the room by labels', async () => {
      rooms.set('#db-1:matrix.test', ROOM);
      await send('', notificationOf(), { room: '#{{ .CommonLabels.instance }}:matrix.test' });
      expect(server.lookups).toEqual(['#db-1:matrix.test']);
    });
  });

  it.each`
    more                              | room                          | error
    ${", text: '{{ .Nope }}'"}        | ${ROOM}                       | ${/Nope/}
    ${", html: '{{ .Nope }}'"}        | ${ROOM}                       | ${/Nope/}
    ${", text: ' ', html: ''"}        | ${ROOM}                       | ${/^text and html are empty after templating$/}
    ${''}                             | ${'{{ .CommonLabels.room }}'} | ${/^room_id "" begins neither with ! nor with #$/}
    ${', access_token_file: /no/one'} | ${ROOM}                       | ${/no\/one/}
  `('gives up where no message can be made: $more $room', async ({ more, room, error }) => {
    const outcome = await send(more, notificationOf(), { room });
    expect(outcome).toEqual({ kind: 'giveUp', reason: 'other', error: expect.stringMatching(error) });
    expect(server.accepted.all).toEqual([]);
  });

  it.each`
    more                       | room          | words
    ${', access_token: wrong'} | ${ROOM}       | ${'room "!ops:matrix.test": unexpected status code 401: M_UNKNOWN_TOKEN: Unrecognised access token'}
    ${''}                      | ${'!other:x'} | ${'room "!other:x": unexpected status code 403: M_FORBIDDEN: User @tocsin:matrix.test not in room !other:x'}
  `("gives up with the homeserver's words: $words", async ({ more, room, words }) => {
    const outcome = await send(more, notificationOf(), { room });
    expect(outcome).toEqual({ kind: 'giveUp', reason: 'authError', error: words });
  });

  it('waits as long as it is asked to', async () => {
    const body = JSON.stringify({ errcode: 'M_LIMIT_EXCEEDED', error: 'Too Many Requests', retry_after_ms: 1234 });
    server.behave(() => ({ status: 429, body }));
    expect(await send()).toEqual({
      kind: 'retry',
      reason: 'rateLimited',
      error: 'room "!ops:matrix.test": unexpected status code 429: M_LIMIT_EXCEEDED: Too Many Requests',
      afterMs: 1234,
    });
  });

  it.each(NETWORK_FAULTS)('tries again when $fault', async ({ arrange, reason }) => {
    const signal = await arrange(server);
    expect(await send('', notificationOf(), { signal })).toEqual({
      kind: 'retry',
      reason,
      error: expect.stringMatching(/^room "!ops:matrix\.test": Put "<redacted>": /),
    });
  });

  it.each(NETWORK_FAULTS)('tries again when $fault while it looks for the room', async ({ arrange, reason }) => {
    const signal = await arrange(server);
    expect(await send('', notificationOf(), { signal, room: ALIAS })).toEqual({
      kind: 'retry',
      reason,
      error: expect.stringMatching(/^room "#alerts:matrix\.test": Get "<redacted>": /),
    });
  });

  it('is told by its own token, whatever the global http_config holds', async () => {
    const config = configOf(
      matrixConfig,
      `{homeserver_url: '${server.url}', room_id: '${ROOM}', access_token: syt_marker}`,
    );
    const { httpConfig } = configOf(
      matrixConfig,
      `{homeserver_url: '${server.url}', room_id: '${ROOM}', access_token: t, http_config: {follow_redirects: false}}`,
    );
    const authorization = { type: 'Bearer', credentials: config.accessToken, credentialsFile: '', credentialsRef: '' };
    const wrong = httpConfig && { ...httpConfig, authorization: { ...authorization, type: 'Other' } };
    const notifier = new MatrixNotifier({ ...config, httpConfig: wrong }, DEPS);
    expect(await notifier.notify(notificationOf(), AbortSignal.timeout(5000))).toEqual({ kind: 'delivered' });
    await notifier.close();
  });

  it('shows no secret, not even one that the homeserver repeats', async () => {
    const headers = 'http_config: {http_headers: {X-Gate: {secrets: [marker-gate]}}}';
    server.behave((request) => ({
      status: 403,
      body: JSON.stringify({
        errcode: 'M_FORBIDDEN',
        error: `${request.headers.authorization} ${String(request.headers['x-gate'])}`,
      }),
    }));
    const outcomes = [await send(`, ${headers}`), await send('', notificationOf(), { room: ALIAS })];
    server.behave(() => 'drop');
    outcomes.push(await send());
    expect(outcomes.map(({ kind }) => kind)).toEqual(['giveUp', 'giveUp', 'retry']);
    expect(JSON.stringify(outcomes)).not.toContain('marker');
    expect(server.refused.all.map(({ request }) => jsonOf(request))).not.toEqual([]);
  });
});
