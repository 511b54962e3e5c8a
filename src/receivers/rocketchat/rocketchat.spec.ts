import { depsAnswering } from '../../../test/support/answering-client.js';
import { NETWORK_FAULTS } from '../../../test/support/network-faults.js';
import { NOW_MS } from '../../../test/support/notification.js';
import { configOf, DEPS } from '../../../test/support/receiver-deps.js';
import { GROUPS } from '../../../test/support/sample-groups.js';
import { statusesOf } from '../../../test/support/status-verdicts.js';
import { UPSTREAM_VERDICTS } from '../../../test/support/upstream-verdicts.js';
import { type HttpStandIn, jsonOf } from '../../../test/support/vendors/http-stand-in.js';
import { startRocketchat, tooManyRequests } from '../../../test/support/vendors/rocketchat.js';
import type { Notification } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { rocketchatConfig } from './config.js';
import { RocketchatNotifier } from './rocketchat.js';

const LINK = 'http://tocsin.test/#/alerts?receiver=team%5C.a';
const KEYS = 'token: marker-token, token_id: marker-user';

describe('RocketchatNotifier', () => {
  let server: HttpStandIn;
  beforeEach(async () => {
    server = await startRocketchat({ token: 'marker-token', userId: 'marker-user', channels: ['#ops', '@firing'] });
  });
  afterEach(() => server.close());

  async function send(
    more = '',
    notification: Notification = GROUPS.firing,
    { signal = AbortSignal.timeout(5000), deps = DEPS, keys = KEYS, channel = '#ops' } = {},
  ): Promise<Outcome> {
    const yaml = `{api_url: '${server.url}/', channel: '${channel}', ${keys}${more}}`;
    const notifier = new RocketchatNotifier(configOf(rocketchatConfig, yaml), deps);
    try {
      return await notifier.notify(notification, signal);
    } finally {
      await notifier.close();
    }
  }

  const messages = () => server.accepted.all.map((request) => jsonOf(request));

  it("posts an attachment, byte for byte Alertmanager's", async () => {
    expect(await send()).toEqual({ kind: 'delivered' });
    const [request] = server.accepted.all;
    expect(request).toMatchObject({
      method: 'POST',
      path: '/api/v1/chat.postMessage',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Alertmanager/0.34.0',
        'x-auth-token': 'marker-token',
        'x-user-id': 'marker-user',
      },
    });
    expect(request?.body).toBe(
      `{"channel":"#ops","attachments":[{"title":"[FIRING:1] DiskFull (db-1 critical)","title_link":"${LINK}","color":"red"}]}\n`,
    );
  });

  it.each`
    group         | title                                    | color
    ${'resolved'} | ${'[RESOLVED] DiskFull (db-1 critical)'} | ${'green'}
    ${'mixed'}    | ${'[FIRING:1] DiskFull '}                | ${'red'}
    ${'many'}     | ${'[FIRING:60] DiskFull '}               | ${'red'}
  `('posts a group that is $group', async ({ group, title, color }) => {
    expect(await send('', GROUPS[group as keyof typeof GROUPS])).toEqual({ kind: 'delivered' });
    expect(messages()).toEqual([{ channel: '#ops', attachments: [{ title, title_link: LINK, color }] }]);
  });

  it('renders every key, fields and actions', async () => {
    const texts = ['title', 'title_link', 'text', 'image_url', 'thumb_url', 'color'];
    const yaml = [...texts, 'emoji', 'icon_url'].map((key) => `${key}: '${key} {{ .Status }}'`).join(', ');
    const fields = "short_fields: true, fields: [{title: t, value: '{{ .Receiver }}'}, {title: u, short: false}]";
    const actions =
      "actions: [{type: link, text: '{{ .Status }}', url: 'http://wiki', msg: hi, imageurl: dropped, iswebview: true}]";
    expect(await send(`, ${yaml}, ${fields}, ${actions}`, GROUPS.firing, { channel: '@{{ .Status }}' })).toEqual({
      kind: 'delivered',
    });
    expect(messages()).toEqual([
      {
        channel: '@firing',
        emoji: 'emoji firing',
        avatar: 'icon_url firing',
        attachments: [
          {
            ...Object.fromEntries(texts.map((key) => [key, `${key} firing`])),
            fields: [
              { short: true, title: 't', value: 'team\\.a' },
              { short: false, title: 'u' },
            ],
            actions: [
              {
                type: 'button',
                text: 'firing',
                url: 'http://wiki',
                is_webview: false,
                msg: 'hi',
                msg_in_chat_window: false,
              },
            ],
          },
        ],
      },
    ]);
  });

  it('cuts the title to 1024 characters', async () => {
    await send(`, title: '${'😀'.repeat(1025)}'`);
    expect(messages()).toMatchObject([{ attachments: [{ title: `${'😀'.repeat(1023)}…` }] }]);
  });

  it('reads its files once, when the configuration is loaded, as Alertmanager does', async () => {
    const reads: string[] = [];
    const read = async (path: string) => {
      reads.push(path);
      return `${path.replace('/run/', 'marker-')}\n`;
    };
    const yaml = `{api_url: '${server.url}', channel: '#ops', token_file: /run/token, token_id_file: /run/user}`;
    const notifier = new RocketchatNotifier(configOf(rocketchatConfig, yaml), { ...DEPS, read });
    expect(reads).toEqual(['/run/token', '/run/user']);
    for (const group of [GROUPS.firing, GROUPS.resolved]) {
      expect(await notifier.notify(group, AbortSignal.timeout(5000))).toEqual({ kind: 'delivered' });
    }
    await notifier.close();
    expect(reads).toHaveLength(2);
  });

  it('names a file that cannot be read', async () => {
    const keys = 'token_file: /nowhere/token, token_id: marker-user';
    expect(await send('', GROUPS.firing, { keys })).toEqual({
      kind: 'giveUp',
      reason: 'other',
      error: expect.stringMatching(/^could not read \/nowhere\/token: /),
    });
  });

  it.each(UPSTREAM_VERDICTS)('is $kind for statuses $from to $to', async (row) => {
    for (const { status, outcome } of statusesOf(row)) {
      const body = outcome.kind === 'delivered' ? '{"success":true}' : '';
      const deps = depsAnswering(() => ({ status, headers: {}, body }));
      const inChannel = 'error' in outcome ? { ...outcome, error: `channel "#ops": ${outcome.error}` } : outcome;
      expect(await send('', GROUPS.firing, { deps })).toEqual(inChannel);
    }
  });

  it.each`
    body                                                  | outcome
    ${'{"success":true}'}                                 | ${{ kind: 'delivered' }}
    ${'{"success":false,"error":"The room is archived"}'} | ${{ kind: 'giveUp', reason: 'clientError', error: 'channel "#ops": error response from Rocketchat: The room is archived' }}
    ${'{"success":false,"error":"no marker-token"}'}      | ${{ kind: 'giveUp', reason: 'clientError', error: 'channel "#ops": error response from Rocketchat: no <secret>' }}
    ${'{}'}                                               | ${{ kind: 'giveUp', reason: 'clientError', error: 'channel "#ops": error response from Rocketchat: ' }}
    ${'<html>proxy</html>'}                               | ${{ kind: 'retry', reason: 'clientError', error: 'channel "#ops": could not unmarshal JSON response "<html>proxy</html>"' }}
  `('takes status 200 with $body for $outcome.kind', async ({ body, outcome }) => {
    server.behave(() => ({ status: 200, body }));
    expect(await send()).toEqual(outcome);
  });

  it.each([200, 400, 429])('waits until the limit ends that Rocket.Chat tells with status %s', async (status) => {
    server.behave(() => tooManyRequests(status, NOW_MS + 9000));
    const error = expect.stringContaining('error-too-many-requests');
    expect(await send()).toEqual({ kind: 'retry', reason: 'rateLimited', error, afterMs: 9000 });
    server.behave(() => tooManyRequests(status, NOW_MS - 1));
    expect(await send()).toEqual({ kind: 'retry', reason: 'rateLimited', error });
  });

  it.each`
    what                 | keys                                            | channel       | reason           | words
    ${'a wrong token'}   | ${'token: marker-wrong, token_id: marker-user'} | ${'#ops'}     | ${'authError'}   | ${'401: {"status":"error","message":"You must be logged in to do this."}'}
    ${'another channel'} | ${KEYS}                                         | ${'#nowhere'} | ${'clientError'} | ${'400: {"success":false,"error":"invalid-channel"}'}
  `("gives up with Rocket.Chat's words at $what", async ({ keys, channel, reason, words }) => {
    expect(await send('', GROUPS.firing, { keys, channel })).toEqual({
      kind: 'giveUp',
      reason,
      error: `channel "${channel}": unexpected status code ${words}`,
    });
  });

  it.each(NETWORK_FAULTS)('tries again when $fault', async ({ arrange, reason }) => {
    const signal = await arrange(server);
    const outcome = await send('', GROUPS.firing, { signal });
    expect(outcome).toEqual({ kind: 'retry', reason, error: expect.stringMatching(/^Post "<redacted>": /) });
    expect(JSON.stringify(outcome)).not.toContain('marker');
  });

  it.each`
    yaml
    ${"title: '{{ .Nope }}'"}
    ${"emoji: '{{ .Nope }}'"}
    ${"fields: [{title: '{{ .Nope }}'}]"}
    ${"actions: [{url: '{{ .Nope }}'}]"}
  `('gives up where a template fails: $yaml', async ({ yaml }) => {
    expect(await send(`, ${yaml}`)).toEqual({
      kind: 'giveUp',
      reason: 'other',
      error: expect.stringContaining('Nope'),
    });
    expect(server.accepted.all).toEqual([]);
  });
});
