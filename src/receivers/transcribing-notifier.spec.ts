import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { notificationOf } from '../../test/support/notification.js';
import { configOf, DEPS } from '../../test/support/receiver-deps.js';
import { type HttpStandIn, startHttpStandIn } from '../../test/support/vendors/http-stand-in.js';
import { startSmtp } from '../../test/support/vendors/smtp.js';
import type { Notifier } from '../notify/notifier.js';
import type { Outcome } from '../notify/outcome.js';
import type { Shape } from '../schema/shape.js';
import { discordConfig } from './discord/config.js';
import { DiscordNotifier } from './discord/discord.js';
import { emailConfig } from './email/config.js';
import { EmailNotifier } from './email/email.js';
import { opsgenieConfig } from './opsgenie/config.js';
import { OpsgenieNotifier } from './opsgenie/opsgenie.js';
import { pagerdutyConfig } from './pagerduty/config.js';
import { PagerdutyNotifier } from './pagerduty/pagerduty.js';
import type { ReceiverDeps } from './receiver-deps.js';
import { slackConfig } from './slack/config.js';
import { SlackNotifier } from './slack/slack.js';
import { telegramConfig } from './telegram/config.js';
import { TelegramNotifier } from './telegram/telegram.js';
import { TranscribingNotifier } from './transcribing-notifier.js';
import { webhookConfig } from './webhook/config.js';
import { WebhookNotifier } from './webhook/webhook.js';
import { wechatConfig } from './wechat/config.js';
import { WechatNotifier } from './wechat/wechat.js';

/** Stands in every secret, and so must stand nowhere. */
const SECRET = 'hush-4711';

let server: HttpStandIn;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-transcript-'));
  writeFileSync(join(folder, 'secret'), `${SECRET}\n`);
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

async function send<C>(
  shape: Shape<C>,
  yaml: string,
  create: new (config: C, deps: ReceiverDeps) => Notifier,
): Promise<Outcome> {
  const config = configOf(
    shape,
    yaml.replaceAll('$URL', server.url).replaceAll('$FOLDER', folder).replaceAll('$S', SECRET),
  );
  const notifier = new TranscribingNotifier(new create(config, DEPS), config);
  try {
    return await notifier.notify(notificationOf(), AbortSignal.timeout(5000));
  } finally {
    await notifier.close();
  }
}

const answersAll = (status: number, body: string) =>
  startHttpStandIn(() => ({ status, headers: { 'set-cookie': SECRET, 'x-words': `again ${SECRET}` }, body }));

describe('TranscribingNotifier', () => {
  const cases: [name: string, run: () => Promise<Outcome>, shows: string][] = [
    ['webhook', () => send(webhookConfig, "{url: '$URL/hook/$S?key=$S'}", WebhookNotifier), '/<secret>"'],
    [
      'webhook from a file',
      () =>
        send(
          webhookConfig,
          "{url: '$URL/', http_config: {authorization: {credentials_file: $FOLDER/secret}}}",
          WebhookNotifier,
        ),
      'Bearer <secret>',
    ],
    [
      'webhook with a password',
      () =>
        send(webhookConfig, "{url: '$URL/', http_config: {basic_auth: {username: me, password: $S}}}", WebhookNotifier),
      'Basic <secret>',
    ],
    [
      'webhook with headers',
      () =>
        send(
          webhookConfig,
          "{url: '$URL/', http_config: {http_headers: {X-Mine: {secrets: [$S], files: [$FOLDER/secret]}}}}",
          WebhookNotifier,
        ),
      '<secret>, <secret>',
    ],
    [
      'webhook of a template',
      () => send(webhookConfig, "{url: '$URL/{{ .GroupLabels.alertname }}/$S'}", WebhookNotifier),
      '/<secret>',
    ],
    ['slack', () => send(slackConfig, "{api_url: '$URL/services/T/B/$S', channel: x}", SlackNotifier), '/<secret>"'],
    ['discord', () => send(discordConfig, "{webhook_url: '$URL/api/webhooks/1/$S'}", DiscordNotifier), '/<secret>"'],
    [
      'telegram',
      () => send(telegramConfig, "{api_url: '$URL', bot_token_file: $FOLDER/secret, chat_id: 1}", TelegramNotifier),
      '/bot<secret>/sendMessage',
    ],
    [
      'pagerduty',
      () => send(pagerdutyConfig, "{routing_key_file: $FOLDER/secret, url: '$URL/v2/enqueue'}", PagerdutyNotifier),
      '"routing_key":"<secret>"',
    ],
    [
      'opsgenie',
      () => send(opsgenieConfig, "{api_key: '{{ with .Status }}$S{{ end }}', api_url: '$URL/'}", OpsgenieNotifier),
      'GenieKey <secret>',
    ],
    [
      'wechat',
      () =>
        send(wechatConfig, "{api_secret: $S, corp_id: corp, api_url: '$URL/cgi-bin/', to_user: me}", WechatNotifier),
      'corpsecret=<secret>',
    ],
  ];

  it.each(cases)('shows what was sent and what came back, and no secret: %s', async (_, run, shows) => {
    for (const status of [200, 401]) {
      server = await answersAll(status, JSON.stringify({ errcode: 0, access_token: SECRET, words: `no, ${SECRET}` }));
      const outcome = await run();
      const { exchanges = [] } = outcome;
      const text = JSON.stringify(exchanges);
      expect(JSON.stringify(outcome)).not.toContain(SECRET);
      expect(text.replaceAll('\\"', '"')).toContain(shows);
      expect(exchanges[0]).toMatchObject({ response: { status } });
      expect(exchanges[0]?.url.startsWith(server.url)).toBe(true);
      if (status === 200) await server.close();
    }
  });

  it('says what the vendor says, without the secrets that it repeats', async () => {
    server = await startHttpStandIn(({ path, headers }) => ({
      status: 401,
      body: `who is ${headers.authorization}, and what is ${path}?`,
    }));
    const yaml = "{url: '$URL/$S', http_config: {basic_auth: {username: me, password: $S}}}";
    expect(await send(webhookConfig, yaml, WebhookNotifier)).toMatchObject({
      kind: 'giveUp',
      error: 'unexpected status code 401: who is Basic <secret>, and what is <secret>?',
    });
  });

  it('says why no answer came', async () => {
    server = await answersAll(200, '');
    await server.close();
    const { exchanges } = await send(webhookConfig, "{url: '$URL/$S'}", WebhookNotifier);
    expect(exchanges).toMatchObject([{ error: expect.stringContaining('ECONNREFUSED') }]);
    expect(exchanges?.[0]).not.toHaveProperty('response');
  });

  it('cuts long bodies, and says so', async () => {
    server = await answersAll(200, 'x'.repeat(100_000));
    const long = `{url: '$URL/', payload: {long: '${'y'.repeat(100_000)}'}}`;
    const [exchange] = (await send(webhookConfig, long, WebhookNotifier)).exchanges ?? [];
    expect([exchange?.body.length, exchange?.isBodyCut]).toEqual([16 * 1024, true]);
    expect([exchange?.response?.body.length, exchange?.response?.isBodyCut]).toEqual([4 * 1024, true]);
  });

  it('keeps attempts that run beside each other apart', async () => {
    server = await answersAll(200, '');
    const runs = Array.from({ length: 5 }, (_, i) => send(webhookConfig, `{url: '$URL/${i}'}`, WebhookNotifier));
    const urls = (await Promise.all(runs)).map(({ exchanges = [] }) =>
      exchanges.map(({ url }) => new URL(url).pathname),
    );
    expect(urls).toEqual([['/0'], ['/1'], ['/2'], ['/3'], ['/4']]);
  });

  it('shows a mail', async () => {
    server = await answersAll(200, '');
    const smtp = await startSmtp({ mechanisms: ['PLAIN'], user: 'tocsin', password: SECRET });
    const yaml = `{to: ana@example.org, from: tocsin@example.org, smarthost: '${smtp.host}:${smtp.port}', require_tls: false, auth_username: tocsin, auth_password: $S}`;
    const { exchanges } = await send(emailConfig, yaml, EmailNotifier);
    await smtp.close();
    expect(exchanges).toMatchObject([
      {
        method: 'SMTP',
        url: `smtp://${smtp.host}:${smtp.port}`,
        headers: { 'MAIL FROM': 'tocsin@example.org', 'RCPT TO': 'ana@example.org' },
        body: expect.stringContaining('Subject: [FIRING:1] DiskFull'),
        response: { status: 250 },
      },
    ]);
    expect(JSON.stringify(exchanges)).not.toContain(SECRET);
  });
});
