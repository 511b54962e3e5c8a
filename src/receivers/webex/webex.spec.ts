import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { depsAnswering } from '../../../test/support/answering-client.js';
import { NETWORK_FAULTS } from '../../../test/support/network-faults.js';
import { configOf, DEPS } from '../../../test/support/receiver-deps.js';
import { GROUPS } from '../../../test/support/sample-groups.js';
import { statusesOf } from '../../../test/support/status-verdicts.js';
import { UPSTREAM_VERDICTS } from '../../../test/support/upstream-verdicts.js';
import { type HttpStandIn, jsonOf } from '../../../test/support/vendors/http-stand-in.js';
import { startWebex, webexRateLimit } from '../../../test/support/vendors/webex.js';
import type { Notification } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { webexConfig } from './config.js';
import { WebexNotifier } from './webex.js';

const TOKEN = 'marker-of-the-bot';

describe('WebexNotifier', () => {
  let server: HttpStandIn;
  beforeEach(async () => {
    server = await startWebex(TOKEN);
  });
  afterEach(() => server.close());

  async function send(
    more = '',
    notification: Notification = GROUPS.firing,
    { signal = AbortSignal.timeout(5000), deps = DEPS, room = 'room', credentials = `credentials: ${TOKEN}` } = {},
  ): Promise<Outcome> {
    const http = `http_config: {authorization: {${credentials}}}`;
    const yaml = `{api_url: '${server.url}/v1/messages', room_id: '${room}', ${http}${more}}`;
    const notifier = new WebexNotifier(configOf(webexConfig, yaml), deps);
    try {
      return await notifier.notify(notification, signal);
    } finally {
      await notifier.close();
    }
  }

  const posts = () => server.accepted.all.map((request) => jsonOf(request) as Record<string, string>);

  it("posts markdown, byte for byte Alertmanager's", async () => {
    expect(await send()).toEqual({ kind: 'delivered' });
    const [request] = server.accepted.all;
    expect(request).toMatchObject({
      method: 'POST',
      path: '/v1/messages',
      headers: {
        authorization: `Bearer ${TOKEN}`,
        'content-type': 'application/json',
        'user-agent': 'Alertmanager/0.34.0',
      },
    });
    const summary = 'db-1 is 95 % \\u003cfull\\u003e \\u0026 \\"slow\\"';
    const markdown = [
      summary,
      '',
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
      '',
      '',
    ].join('\\n');
    expect(request?.body).toBe(`{"markdown":"${markdown}","roomId":"room"}\n`);
  });

  it.each`
    group         | markdown
    ${'resolved'} | ${/^db-1 is 95 %.*Alerts Resolved:\nLabels:\n.*db-1/s}
    ${'mixed'}    | ${/^\n\nAlerts Firing:\n.*db-1\n.*Alerts Resolved:\n.*db-2\n/s}
    ${'many'}     | ${/^\n\nAlerts Firing:\n.*db-40\n.*…$/s}
  `('posts a group that is $group', async ({ group, markdown }) => {
    expect(await send('', GROUPS[group as keyof typeof GROUPS])).toEqual({ kind: 'delivered' });
    expect(posts()).toEqual([{ markdown: expect.stringMatching(markdown), roomId: 'room' }]);
  });

  it('renders the room', async () => {
    await send(", message: 'is {{ .Status }}'", GROUPS.firing, { room: 'room-of-{{ .GroupLabels.alertname }}' });
    expect(posts()).toEqual([{ markdown: 'is firing', roomId: 'room-of-DiskFull' }]);
  });

  it('cuts a message to 7439 bytes, and no character in two', async () => {
    expect(await send(`, message: '${'😀'.repeat(2000)}'`)).toEqual({ kind: 'delivered' });
    expect(posts()).toMatchObject([{ markdown: `${'😀'.repeat(1859)}…` }]);
  });

  describe('with the token of the bot in a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tocsin-webex-'));
    const file = join(folder, 'token');
    const given = { credentials: `credentials_file: '${file}'` };
    afterAll(() => rmSync(folder, { recursive: true }));

    it('reads it at each message', async () => {
      writeFileSync(file, `${TOKEN}\n`);
      expect(await send('', GROUPS.firing, given)).toEqual({ kind: 'delivered' });
      writeFileSync(file, 'marker-wrong');
      expect(await send('', GROUPS.firing, given)).toMatchObject({ kind: 'giveUp', reason: 'authError' });
    });

    it('shows nothing of it, not even what Webex repeats', async () => {
      writeFileSync(file, `${TOKEN}\n`);
      server.behave(({ headers }) => ({ status: 403, body: `${headers.authorization} may not post` }));
      const error = 'unexpected status code 403: Bearer <secret> may not post';
      expect(await send('', GROUPS.firing, given)).toEqual({ kind: 'giveUp', reason: 'authError', error });
      expect(await send('', GROUPS.firing)).toEqual({ kind: 'giveUp', reason: 'authError', error });
    });
  });

  it.each(UPSTREAM_VERDICTS)('is $kind for statuses $from to $to', async (row) => {
    for (const { status, outcome } of statusesOf(row)) {
      const deps = depsAnswering(() => ({ status, headers: {}, body: '' }));
      expect(await send('', GROUPS.firing, { deps })).toEqual(outcome);
    }
  });

  it('waits as long as it is asked to', async () => {
    server.behave(() => webexRateLimit(17));
    expect(await send()).toEqual({
      kind: 'retry',
      reason: 'rateLimited',
      afterMs: 17_000,
      error: expect.stringMatching(/^unexpected status code 429: \{"message":"Too many requests/),
    });
  });

  it.each`
    more               | room                          | credentials                    | reason           | words
    ${''}              | ${'unknown'}                  | ${`credentials: ${TOKEN}`}     | ${'clientError'} | ${'404: {"message":"Could not find a room with provided ID."'}
    ${''}              | ${'room'}                     | ${'credentials: marker-wrong'} | ${'authError'}   | ${'401: {"message":"The request requires a valid access token'}
    ${", message: ''"} | ${'room'}                     | ${`credentials: ${TOKEN}`}     | ${'clientError'} | ${'400: {"message":"Unable to post message to room."'}
    ${''}              | ${'{{ .CommonLabels.room }}'} | ${`credentials: ${TOKEN}`}     | ${'clientError'} | ${'400: {"message":"One of the following must be non-null: roomId'}
  `("gives up with Webex's words: $words", async ({ more, room, credentials, reason, words }) => {
    const error = expect.stringContaining(`unexpected status code ${words}`);
    expect(await send(more, GROUPS.firing, { room, credentials })).toEqual({ kind: 'giveUp', reason, error });
  });

  it.each(NETWORK_FAULTS)('tries again when $fault', async ({ arrange, reason }) => {
    const signal = await arrange(server);
    const error = expect.stringMatching(/^Post "<redacted>": /);
    expect(await send('', GROUPS.firing, { signal })).toEqual({ kind: 'retry', reason, error });
  });

  it.each(['message', 'room_id'])('gives up where the template of its %s fails', async (key) => {
    const error = expect.stringContaining('Nope');
    const given = key === 'room_id' ? { room: '{{ .Nope }}' } : {};
    const more = key === 'room_id' ? '' : `, ${key}: '{{ .Nope }}'`;
    expect(await send(more, GROUPS.firing, given)).toEqual({ kind: 'giveUp', reason: 'other', error });
    expect(server.accepted.all).toEqual([]);
  });
});
