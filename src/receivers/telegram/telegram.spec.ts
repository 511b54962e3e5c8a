import { depsAnswering } from '../../../test/support/answering-client.js';
import { NETWORK_FAULTS } from '../../../test/support/network-faults.js';
import { notificationOf } from '../../../test/support/notification.js';
import { configOf, DEPS } from '../../../test/support/receiver-deps.js';
import { GROUPS } from '../../../test/support/sample-groups.js';
import { statusesOf } from '../../../test/support/status-verdicts.js';
import { UPSTREAM_VERDICTS } from '../../../test/support/upstream-verdicts.js';
import { type HttpStandIn, jsonOf } from '../../../test/support/vendors/http-stand-in.js';
import { startTelegram, TELEGRAM_TOKEN, telegramFlood } from '../../../test/support/vendors/telegram.js';
import type { Notification } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { TranscribingNotifier } from '../transcribing-notifier.js';
import { telegramConfig } from './config.js';
import { TelegramNotifier } from './telegram.js';

const BOT = `bot_token: '${TELEGRAM_TOKEN}', chat_id: -1001`;
const LINK = 'http://tocsin.test/#/alerts?receiver=team%5C.a';

describe('TelegramNotifier', () => {
  let server: HttpStandIn;
  beforeEach(async () => {
    server = await startTelegram();
  });
  afterEach(() => server.close());

  async function send(
    more = '',
    notification: Notification = GROUPS.firing,
    { bot = BOT, signal = AbortSignal.timeout(5000), deps = DEPS } = {},
  ): Promise<Outcome> {
    const config = configOf(telegramConfig, `{api_url: '${server.url}', ${bot}${more}}`);
    const notifier = new TelegramNotifier(config, deps);
    try {
      return await notifier.notify(notification, signal);
    } finally {
      await notifier.close();
    }
  }

  const messages = () => server.accepted.all.map((request) => jsonOf(request) as Record<string, string>);

  it("sends a message, byte for byte Alertmanager's", async () => {
    expect(await send()).toEqual({ kind: 'delivered' });
    const [request] = server.accepted.all;
    expect(request).toMatchObject({
      method: 'POST',
      path: `/bot${TELEGRAM_TOKEN}/sendMessage`,
      headers: { 'content-type': 'application/json', 'user-agent': 'Alertmanager/0.34.0' },
    });
    const text = [
      '',
      '',
      'Alerts Firing:',
      'Labels:',
      ' - alertname = DiskFull',
      ' - instance = db-1',
      ' - severity = critical',
      'Annotations:',
      ' - summary = db-1 is 95 % \\u0026lt;full\\u0026gt; \\u0026amp; \\u0026#34;slow\\u0026#34;',
      'Source: http://prom.test/graph',
      '',
      '',
      '',
      '',
    ].join('\\n');
    expect(request?.body).toBe(
      `{"chat_id":"-1001","disable_web_page_preview":"true","parse_mode":"HTML","text":"${text}"}\n`,
    );
  });

  it.each`
    group         | text
    ${'resolved'} | ${/^\s+Alerts Resolved:\nLabels:\n.*db-1/s}
    ${'mixed'}    | ${/^\s+Alerts Firing:\n.*db-1\n.*Alerts Resolved:\n.*db-2\n/s}
    ${'many'}     | ${/^This notification exceeds Telegram's limit of 4096 characters .*\n\n\[FIRING:60\] DiskFull \nhttp:/}
  `('tells of a group that is $group', async ({ group, text }) => {
    expect(await send('', GROUPS[group as keyof typeof GROUPS])).toEqual({ kind: 'delivered' });
    expect(messages()).toEqual([
      { chat_id: '-1001', disable_web_page_preview: 'true', parse_mode: 'HTML', text: expect.stringMatching(text) },
    ]);
  });

  it.each`
    more                                                                      | sent
    ${", message: '<b>{{ .CommonAnnotations.summary }}</b>'"}                 | ${{ text: '<b>db-1 is 95 % &lt;full&gt; &amp; &#34;slow&#34;</b>', parse_mode: 'HTML' }}
    ${", parse_mode: '', message: '<b>{{ .CommonAnnotations.summary }}</b>'"} | ${{ text: '<b>db-1 is 95 % <full> & "slow"</b>' }}
    ${", parse_mode: MarkdownV2, message: '*{{ .Status }}*'"}                 | ${{ text: '*firing*', parse_mode: 'MarkdownV2' }}
    ${', message: m, parse_mode: Markdown, disable_notifications: true'}      | ${{ text: 'm', parse_mode: 'Markdown', disable_notification: 'true' }}
    ${", message: m, parse_mode: '', message_thread_id: 42"}                  | ${{ text: 'm', message_thread_id: '42' }}
  `('sends {$more}', async ({ more, sent }) => {
    expect(await send(more)).toEqual({ kind: 'delivered' });
    expect(messages()).toEqual([{ chat_id: '-1001', disable_web_page_preview: 'true', ...sent }]);
  });

  describe('keeps to 4096 characters', () => {
    it.each(['', 'Markdown', 'MarkdownV2'])('and cuts a text, parse mode "%s"', async (mode) => {
      expect(await send(`, parse_mode: '${mode}', message: '${'é'.repeat(4097)}'`)).toEqual({ kind: 'delivered' });
      expect(messages()).toMatchObject([{ text: `${'é'.repeat(4095)}…` }]);
    });

    it('of HTML, too, which is sent whole or not at all', async () => {
      const whole = `<b>${'é'.repeat(4089)}</b>`;
      expect(await send(`, message: '${whole}'`)).toEqual({ kind: 'delivered' });
      expect(await send(`, message: '${whole}!'`)).toEqual({ kind: 'delivered' });
      const [first, second] = messages();
      expect(first?.['text']).toBe(whole);
      expect(second?.['text']).toMatch(/^This notification exceeds .*\n\n\[FIRING:1\] DiskFull \(db-1 critical\)\n/);
      expect(second?.['text']?.endsWith(`\n${LINK}`)).toBe(true);
    });

    it('and cuts no escaped character of a long subject', async () => {
      const labels = { alertname: 'DiskFull', path: `${'&'.repeat(1000)}` };
      const outcome = await send(`, message: '${'x'.repeat(5000)}'`, notificationOf([{ labels }]));
      expect(outcome).toEqual({ kind: 'delivered' });
      expect(messages()[0]?.['text']).toMatch(/\n\n\[FIRING:1\] DiskFull \((&amp;)+…\n/);
    });
  });

  it('reads token and chat from files at each message', async () => {
    const files: Record<string, string[]> = {
      '/run/token': [`${TELEGRAM_TOKEN}\n`, '1:gone'],
      '/run/chat': [' -7\n', '8'],
    };
    const deps = { ...DEPS, read: async (path: string) => files[path]?.shift() ?? '' };
    const yaml = `{api_url: '${server.url}/', bot_token_file: /run/token, chat_id_file: /run/chat}`;
    const notifier = new TelegramNotifier(configOf(telegramConfig, yaml), deps);
    const outcomes = [];
    for (const group of [GROUPS.firing, GROUPS.resolved]) {
      outcomes.push(await notifier.notify(group, AbortSignal.timeout(5000)));
    }
    await notifier.close();
    expect(outcomes).toEqual([
      { kind: 'delivered' },
      { kind: 'giveUp', reason: 'authError', error: 'telegram: Unauthorized (401)' },
    ]);
    expect(messages()).toMatchObject([{ chat_id: '-7' }]);
  });

  it.each(['', 'ops', '1.5', '9223372036854775808'])('gives up where the file of the chat holds "%s"', async (chat) => {
    const deps = { ...DEPS, read: async () => chat };
    const bot = 'bot_token: t, chat_id_file: /run/chat';
    const error = 'could not parse chat_id from /run/chat: it does not hold a number';
    expect(await send('', GROUPS.firing, { bot, deps })).toEqual({ kind: 'giveUp', reason: 'other', error });
  });

  it.each(UPSTREAM_VERDICTS)('is $kind for statuses $from to $to', async (row) => {
    for (const { status, outcome } of statusesOf(row)) {
      const body = outcome.kind === 'delivered' ? '{"ok":true}' : '';
      const deps = depsAnswering(() => ({ status, headers: {}, body }));
      expect(await send('', GROUPS.firing, { deps })).toEqual(outcome);
    }
  });

  it.each`
    status | body                                                           | outcome
    ${200} | ${''}                                                          | ${{ kind: 'retry', reason: 'other', error: 'unexpected answer: nothing' }}
    ${200} | ${'<html>'}                                                    | ${{ kind: 'retry', reason: 'other', error: 'unexpected answer: <html>' }}
    ${200} | ${'{"ok":false,"error_code":500,"description":"Internal"}'}    | ${{ kind: 'retry', reason: 'serverError', error: 'telegram: Internal (500)' }}
    ${200} | ${'{"ok":false,"error_code":400,"description":"Bad Request"}'} | ${{ kind: 'giveUp', reason: 'clientError', error: 'telegram: Bad Request (400)' }}
    ${502} | ${'<html>bad gateway</html>'}                                  | ${{ kind: 'retry', reason: 'serverError', error: 'unexpected status code 502: <html>bad gateway</html>' }}
  `('takes $status $body for what it says', async ({ status, body, outcome }) => {
    server.behave(() => ({ status, body }));
    expect(await send()).toEqual(outcome);
  });

  it('waits as long as it is asked to', async () => {
    server.behave(() => telegramFlood(17));
    expect(await send()).toEqual({
      kind: 'retry',
      reason: 'rateLimited',
      afterMs: 17_000,
      error: 'telegram: Too Many Requests: retry after 17 (429)',
    });
  });

  it.each`
    more                                     | bot                                   | reason           | words
    ${''}                                    | ${`bot_token: '1:wrong', chat_id: 1`} | ${'authError'}   | ${'Unauthorized (401)'}
    ${''}                                    | ${`bot_token: nonsense, chat_id: 1`}  | ${'clientError'} | ${'Not Found (404)'}
    ${''}                                    | ${BOT.replace('-1001', '404')}        | ${'clientError'} | ${'Bad Request: chat not found (400)'}
    ${", message: ' '"}                      | ${BOT}                                | ${'clientError'} | ${'Bad Request: message text is empty (400)'}
    ${", message: '<h1>{{ .Status }}</h1>'"} | ${BOT}                                | ${'clientError'} | ${`Bad Request: can't parse entities: Unsupported start tag "h1" (400)`}
  `("gives up with Telegram's words: $words", async ({ more, bot, reason, words }) => {
    expect(await send(more, GROUPS.firing, { bot })).toEqual({ kind: 'giveUp', reason, error: `telegram: ${words}` });
  });

  it('says where a group has moved to', async () => {
    const description = 'Bad Request: group chat was upgraded to a supergroup chat';
    const parameters = { migrate_to_chat_id: -1009 };
    const body = JSON.stringify({ ok: false, error_code: 400, description, parameters });
    server.behave(() => ({ status: 400, body }));
    expect(await send()).toEqual({
      kind: 'giveUp',
      reason: 'clientError',
      error: `telegram: ${description} (400); its chat_id is -1009 now`,
    });
  });

  it.each(NETWORK_FAULTS)('tries again when $fault', async ({ arrange, reason }) => {
    const signal = await arrange(server);
    const error = expect.stringMatching(/^Post "<redacted>": /);
    expect(await send('', GROUPS.firing, { signal })).toEqual({ kind: 'retry', reason, error });
  });

  it.each`
    from       | bot
    ${'yaml'}  | ${'bot_token: 123:marker, chat_id: 1'}
    ${'files'} | ${'bot_token_file: /run/token, chat_id: 1'}
  `('shows nothing of a token from $from, which is a part of the address', async ({ bot }) => {
    const deps = { ...DEPS, read: async () => '123:marker\n' };
    const outcomes = [];
    for (const status of [404, 502, 200]) {
      server.behave(({ path }) => ({ status, body: `nothing at ${path}` }));
      outcomes.push(await send('', GROUPS.firing, { bot, deps }));
    }
    server.behave(({ path }) => ({ status: 400, body: JSON.stringify({ description: `nothing at ${path}` }) }));
    outcomes.push(await send('', GROUPS.firing, { bot, deps }));
    server.behave(() => 'drop');
    outcomes.push(await send('', GROUPS.firing, { bot, deps }));
    expect(outcomes.map(({ kind }) => kind)).toEqual(['giveUp', 'retry', 'retry', 'giveUp', 'retry']);
    expect(JSON.stringify(outcomes)).not.toContain('marker');
  });

  it.each(['12:marker é "x"', '12:marker?a#b', '12:marker\n34:more', '12:marker[%]'])(
    'shows nothing of the token %j as it is escaped in the address',
    async (token) => {
      server.behave(({ path }) => ({ status: 404, body: `nothing at ${path}` }));
      const config = configOf(telegramConfig, `{api_url: '${server.url}', bot_token_file: /run/token, chat_id: 1}`);
      const deps = { ...DEPS, read: async () => token };
      const notifier = new TranscribingNotifier(new TelegramNotifier(config, deps), config);
      const outcome = await notifier.notify(GROUPS.firing, AbortSignal.timeout(5000));
      await notifier.close();
      const error = 'unexpected status code 404: nothing at /bot<secret>/sendMessage';
      expect(outcome).toMatchObject({ kind: 'giveUp', error, exchanges: [{ method: 'POST' }] });
      expect(JSON.stringify(outcome)).not.toContain('marker');
    },
  );

  it.each(['', ', parse_mode: Markdown'])('gives up where a template fails%s', async (more) => {
    const error = expect.stringContaining('Nope');
    expect(await send(`${more}, message: '{{ .Nope }}'`)).toEqual({ kind: 'giveUp', reason: 'other', error });
    expect(server.accepted.all).toEqual([]);
  });

  it('gives up where the file of the token is not there', async () => {
    const bot = 'bot_token_file: /does/not/exist, chat_id: 1';
    const error = expect.stringMatching(/ENOENT.*\/does\/not\/exist/);
    expect(await send('', GROUPS.firing, { bot })).toEqual({ kind: 'giveUp', reason: 'other', error });
  });
});
