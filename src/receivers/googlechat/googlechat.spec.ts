import { NETWORK_FAULTS } from '../../../test/support/network-faults.js';
import { notificationOf } from '../../../test/support/notification.js';
import { configOf, DEPS } from '../../../test/support/receiver-deps.js';
import { GROUPS } from '../../../test/support/sample-groups.js';
import { GOOGLECHAT_WEBHOOK, startGooglechat } from '../../../test/support/vendors/googlechat.js';
import { type HttpStandIn, jsonOf } from '../../../test/support/vendors/http-stand-in.js';
import type { Notification } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { googlechatConfig } from './config.js';
import { GooglechatNotifier } from './googlechat.js';

const LINK = '<http://tocsin.test/#/alerts?receiver=team%5C.a|View in Alertmanager>';
const THREAD = { threadKey: expect.stringMatching(/^[0-9a-f]{64}$/) };

describe('GooglechatNotifier', () => {
  let server: HttpStandIn;
  beforeEach(async () => {
    server = await startGooglechat();
  });
  afterEach(() => server.close());

  async function send(
    more = '',
    notification: Notification = notificationOf(),
    { signal = AbortSignal.timeout(5000), deps = DEPS, webhook = GOOGLECHAT_WEBHOOK } = {},
  ): Promise<Outcome> {
    const yaml = `{webhook_url: '${server.url}${webhook}'${more}}`;
    const notifier = new GooglechatNotifier(configOf(googlechatConfig, yaml), deps);
    try {
      return await notifier.notify(notification, signal);
    } finally {
      await notifier.close();
    }
  }

  const messages = () => server.accepted.all.map((request) => jsonOf(request) as { text: string; thread?: unknown });
  const query = (at: number) => new URL(server.accepted.all[at]?.path ?? '', server.url).searchParams;

  it('posts a group that fires', async () => {
    expect(await send('', GROUPS.firing)).toEqual({ kind: 'delivered' });
    expect(messages()).toEqual([
      {
        text: [
          '*[FIRING:1] DiskFull (db-1 critical)*',
          LINK,
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
        thread: THREAD,
      },
    ]);
    expect(Object.fromEntries(query(0))).toEqual({
      key: 'demo-key',
      token: 'demo-token=',
      requestId: expect.stringMatching(/^[0-9a-f]{32}$/),
      messageReplyOption: 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD',
    });
  });

  it('posts a group that is resolved into the same thread', async () => {
    await send('', GROUPS.firing);
    await send('', { ...GROUPS.resolved, id: 'flush-2-googlechat-0' });
    const [firing, resolved] = messages();
    expect(resolved).toEqual({
      text: expect.stringMatching(
        /^\*\[RESOLVED\] DiskFull \(db-1 critical\)\*\n<http.*\nAlerts Resolved:\nLabels:\n/s,
      ),
      thread: firing?.thread,
    });
  });

  it('posts a mixed group with both lists', async () => {
    await send('', GROUPS.mixed);
    expect(messages()).toEqual([
      {
        text: expect.stringMatching(
          /^\*\[FIRING:1\] DiskFull\*\n<http.*Alerts Firing:\n.*instance = db-1\n.*Alerts Resolved:\n.*instance = db-2\n/s,
        ),
        thread: THREAD,
      },
    ]);
  });

  it('cuts the list of 60 alerts to what a text holds; title and link stay', async () => {
    expect(await send('', GROUPS.many)).toEqual({ kind: 'delivered' });
    const text = messages()[0]?.text ?? '';
    expect(text).toHaveLength(4096);
    expect(text.startsWith(`*[FIRING:60] DiskFull*\n${LINK}\n`)).toBe(true);
    expect(text.endsWith('…')).toBe(true);
  });

  it('stays within the limits, whatever the characters', async () => {
    expect(await send(`, title: '${'😀'.repeat(5000)}', text: "${'\\x01😀'.repeat(5000)}"`)).toEqual({
      kind: 'delivered',
    });
    expect(messages()[0]?.text.length).toBeLessThanOrEqual(4096);
    expect(messages()[0]?.text.isWellFormed()).toBe(true);
    expect(Buffer.byteLength(server.accepted.all[0]?.body ?? '')).toBeLessThanOrEqual(32_000);
  });

  it('posts without threads where they are not wanted', async () => {
    await send(', use_threads: false', GROUPS.firing);
    expect(messages()).toEqual([{ text: expect.any(String) }]);
    expect(query(0).has('messageReplyOption')).toBe(false);
  });

  it('keeps groups apart', async () => {
    await send('', notificationOf(undefined, { id: 'a', groupKey: '{}:{a="1"}' }));
    await send('', notificationOf(undefined, { id: 'b', groupKey: '{}:{a="2"}' }));
    const [one, other] = messages().map(({ thread }) => thread);
    expect(one).not.toEqual(other);
  });

  it('is no second message when it is sent again', async () => {
    await send('', notificationOf(undefined, { id: 'one' }));
    await send('', notificationOf(undefined, { id: 'one' }));
    await send('', notificationOf(undefined, { id: 'two' }));
    expect(query(1).get('requestId')).toBe(query(0).get('requestId'));
    expect(query(2).get('requestId')).not.toBe(query(0).get('requestId'));
  });

  it.each`
    title                      | text                       | sent
    ${'{{ .Status }}\n on  /'} | ${'_{{ .Receiver }}_\n\n'} | ${'*firing on /*\n_team\\.a_'}
    ${'all of /*'}             | ${'text'}                  | ${'all of /*\ntext'}
    ${''}                      | ${'text'}                  | ${'text'}
    ${'title'}                 | ${''}                      | ${'*title*'}
  `('writes title "$title" and text "$text" as "$sent"', async ({ title, text, sent }) => {
    await send(`, title: ${JSON.stringify(title)}, text: ${JSON.stringify(text)}`);
    expect(messages().map((message) => message.text)).toEqual([sent]);
  });

  it('reads its address from a file each time', async () => {
    const read = async () => `${server.url}${GOOGLECHAT_WEBHOOK}\n`;
    const config = configOf(googlechatConfig, '{webhook_url_file: /run/webhook}');
    const notifier = new GooglechatNotifier(config, { ...DEPS, read });
    expect(await notifier.notify(notificationOf(), AbortSignal.timeout(5000))).toEqual({ kind: 'delivered' });
    await notifier.close();
  });

  it.each`
    what                   | more                        | error
    ${'a broken template'} | ${", title: '{{ .Nope }}'"} | ${/Nope/}
    ${'nothing to say'}    | ${", title: '', text: ' '"} | ${/^title and text are empty after templating$/}
  `('gives up at $what', async ({ more, error }) => {
    expect(await send(more)).toEqual({ kind: 'giveUp', reason: 'other', error: expect.stringMatching(error) });
    expect(server.accepted.all).toEqual([]);
  });

  it.each`
    webhook                                                        | reason           | words
    ${'/v1/spaces/BBBB/messages?key=demo-key&token=demo-token%3D'} | ${'clientError'} | ${'404: NOT_FOUND: Space not found'}
    ${'/v1/spaces/AAAA/messages?key=marker&token=demo-token%3D'}   | ${'clientError'} | ${'400: INVALID_ARGUMENT: API key not valid. Please pass a valid API key.'}
    ${'/v1/spaces/AAAA/messages?key=demo-key&token=marker'}        | ${'authError'}   | ${'403: PERMISSION_DENIED: The caller does not have permission'}
  `("gives up with Google's words: $words", async ({ webhook, reason, words }) => {
    const error = `unexpected status code ${words}`;
    expect(await send('', notificationOf(), { webhook })).toEqual({ kind: 'giveUp', reason, error });
  });

  it('waits as long as it is asked to', async () => {
    const details = [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '42s' }];
    const body = JSON.stringify({ error: { code: 429, message: 'Quota', status: 'RESOURCE_EXHAUSTED', details } });
    server.behave(() => ({ status: 429, body }));
    expect(await send()).toEqual({
      kind: 'retry',
      reason: 'rateLimited',
      error: 'unexpected status code 429: RESOURCE_EXHAUSTED: Quota',
      afterMs: 42_000,
    });
  });

  it.each(NETWORK_FAULTS)('tries again when $fault', async ({ arrange, reason }) => {
    const signal = await arrange(server);
    expect(await send('', notificationOf(), { signal })).toEqual({
      kind: 'retry',
      reason,
      error: expect.stringMatching(/^Post "<redacted>": /),
    });
  });

  it('shows nothing of its address, not even what Google repeats', async () => {
    const webhook = '/v1/spaces/AAAA/messages?key=marker-key&token=marker-token%3D';
    server.behave(({ path }) => ({ status: 403, body: `no ${server.url}${path} with marker-token=` }));
    const outcomes = [await send('', notificationOf(), { webhook })];
    server.behave(() => 'drop');
    outcomes.push(await send('', notificationOf(), { webhook }));
    const read = async () => 'marker is no URL';
    const broken = new GooglechatNotifier(configOf(googlechatConfig, '{webhook_url_file: /run/u}'), { ...DEPS, read });
    outcomes.push(await broken.notify(notificationOf(), AbortSignal.timeout(5000)));
    await broken.close();
    expect(outcomes.map(({ kind }) => kind)).toEqual(['giveUp', 'retry', 'giveUp']);
    expect(JSON.stringify(outcomes)).not.toContain('marker');
  });
});
