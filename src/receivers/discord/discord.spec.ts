import { depsAnswering } from '../../../test/support/answering-client.js';
import { NETWORK_FAULTS } from '../../../test/support/network-faults.js';
import { configOf, DEPS } from '../../../test/support/receiver-deps.js';
import { GROUPS } from '../../../test/support/sample-groups.js';
import { statusesOf } from '../../../test/support/status-verdicts.js';
import { UPSTREAM_VERDICTS } from '../../../test/support/upstream-verdicts.js';
import { DISCORD_WEBHOOK, discordRateLimit, startDiscord } from '../../../test/support/vendors/discord.js';
import { type HttpStandIn, jsonOf } from '../../../test/support/vendors/http-stand-in.js';
import type { Notification } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { discordConfig } from './config.js';
import { DiscordNotifier } from './discord.js';

const RED = 10_038_562;
const GREEN = 3_066_993;

describe('DiscordNotifier', () => {
  let server: HttpStandIn;
  beforeEach(async () => {
    server = await startDiscord();
  });
  afterEach(() => server.close());

  async function send(
    more = '',
    notification: Notification = GROUPS.firing,
    { signal = AbortSignal.timeout(5000), deps = DEPS, webhook = DISCORD_WEBHOOK } = {},
  ): Promise<Outcome> {
    const config = configOf(discordConfig, `{webhook_url: '${server.url}${webhook}'${more}}`);
    const notifier = new DiscordNotifier(config, deps);
    try {
      return await notifier.notify(notification, signal);
    } finally {
      await notifier.close();
    }
  }

  const posts = () => server.accepted.all.map((request) => jsonOf(request) as Record<string, unknown>);

  it("posts an embed, byte for byte Alertmanager's", async () => {
    expect(await send()).toEqual({ kind: 'delivered' });
    const [request] = server.accepted.all;
    expect(request).toMatchObject({
      method: 'POST',
      path: DISCORD_WEBHOOK,
      headers: { 'content-type': 'application/json', 'user-agent': 'Alertmanager/0.34.0' },
    });
    const description = [
      '',
      '',
      'Alerts Firing:',
      'Labels:',
      ' - alertname = DiskFull',
      ' - instance = db-1',
      ' - severity = critical',
      'Annotations:',
      ' - summary = db-1 is 95 % \\u003cfull\\u003e \\u0026 \\"slow\\"',
      'Source: http://prom.test/graph',
      '',
      '',
      '',
      '',
    ].join('\\n');
    const title = '[FIRING:1] DiskFull (db-1 critical)';
    expect(request?.body).toBe(
      `{"content":"","embeds":[{"title":"${title}","description":"${description}","color":${RED}}]}\n`,
    );
  });

  it.each`
    group         | title                                    | color    | description
    ${'resolved'} | ${'[RESOLVED] DiskFull (db-1 critical)'} | ${GREEN} | ${/^\s+Alerts Resolved:\nLabels:\n.*db-1/s}
    ${'mixed'}    | ${'[FIRING:1] DiskFull '}                | ${RED}   | ${/^\s+Alerts Firing:\n.*db-1\n.*Alerts Resolved:\n.*db-2\n/s}
    ${'many'}     | ${'[FIRING:60] DiskFull '}               | ${RED}   | ${/^\s+Alerts Firing:\n.*db-20\n.*…$/s}
  `('posts a group that is $group', async ({ group, title, color, description }) => {
    expect(await send('', GROUPS[group as keyof typeof GROUPS])).toEqual({ kind: 'delivered' });
    expect(posts()).toEqual([
      { content: '', embeds: [{ title, description: expect.stringMatching(description), color }] },
    ]);
  });

  it('renders its texts, but neither name nor picture', async () => {
    const own = "username: 'Ops {{ .Status }}', avatar_url: 'https://a.test/{{ .Status }}.png'";
    await send(`, content: '<@&42> {{ .Status }}', title: '{{ .Receiver }}', message: m, ${own}`);
    expect(posts()).toEqual([
      {
        content: '<@&42> firing',
        embeds: [{ title: 'team\\.a', description: 'm', color: RED }],
        username: 'Ops {{ .Status }}',
        avatar_url: 'https://a.test/{{ .Status }}.png',
      },
    ]);
  });

  it('leaves out a picture that is no address, for which Discord would refuse the message', async () => {
    expect(await send(", avatar_url: 'siren.png'")).toEqual({ kind: 'delivered' });
    expect(posts()[0]).not.toHaveProperty('avatar_url');
  });

  it('cuts what is too long', async () => {
    const long = `content: '${'é'.repeat(2001)}', title: '${'😀'.repeat(257)}', message: '${'é'.repeat(4097)}'`;
    expect(await send(`, ${long}`)).toEqual({ kind: 'delivered' });
    const embed = { title: `${'😀'.repeat(255)}…`, description: `${'é'.repeat(4095)}…` };
    expect(posts()).toMatchObject([{ content: `${'é'.repeat(1999)}…`, embeds: [embed] }]);
  });

  it('reads its address from a file at each message', async () => {
    const left = [DISCORD_WEBHOOK, '/api/webhooks/1/gone'];
    const deps = { ...DEPS, read: async () => `${server.url}${left.shift()}\n` };
    const notifier = new DiscordNotifier(configOf(discordConfig, '{webhook_url_file: /run/discord}'), deps);
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
      expect(await send('', GROUPS.firing, { deps })).toEqual(outcome);
    }
  });

  it.each`
    what                                             | answer                                                                   | afterMs
    ${'a webhook is used too often'}                 | ${discordRateLimit(0.529, 6, 1)}                                         | ${1000}
    ${'a limit beside the webhook’s own is reached'} | ${discordRateLimit(64.57, 6, 1)}                                         | ${64_570}
    ${'the limit is of all'}                         | ${discordRateLimit(3, 6)}                                                | ${3000}
    ${'the address names a newer version'}           | ${discordRateLimit(64.57, 10)}                                           | ${64_570}
    ${'the network in front of Discord refuses'}     | ${{ status: 429, headers: { 'retry-after': '17' }, body: 'error 1015' }} | ${17_000}
    ${'Discord names no time'}                       | ${{ status: 429, body: '{"retry_after":"soon"}' }}                       | ${undefined}
  `('waits as long as it is asked to where $what', async ({ answer, afterMs }) => {
    server.behave(() => answer);
    const outcome = await send();
    expect(outcome).toMatchObject({ kind: 'retry', reason: 'rateLimited' });
    expect({ afterMs: undefined, ...outcome }.afterMs).toBe(afterMs);
  });

  it.each`
    webhook                                       | more                          | reason           | words
    ${'/api/webhooks/1/marker'}                   | ${''}                         | ${'clientError'} | ${'404: {"message":"Unknown Webhook","code":10015}'}
    ${'/api/webhooks/223704706495545344/marker-'} | ${''}                         | ${'authError'}   | ${'401: {"message":"Invalid Webhook Token","code":50027}'}
    ${DISCORD_WEBHOOK}                            | ${", title: '', message: ''"} | ${'clientError'} | ${'400: {"message":"Cannot send an empty message","code":50006}'}
  `("gives up with Discord's words: $words", async ({ webhook, more, reason, words }) => {
    const error = `unexpected status code ${words}`;
    expect(await send(more, GROUPS.firing, { webhook })).toEqual({ kind: 'giveUp', reason, error });
  });

  it.each(NETWORK_FAULTS)('tries again when $fault', async ({ arrange, reason }) => {
    const signal = await arrange(server);
    const error = expect.stringMatching(/^Post "<redacted>": /);
    expect(await send('', GROUPS.firing, { signal })).toEqual({ kind: 'retry', reason, error });
  });

  it('shows nothing of its address, not even what Discord repeats', async () => {
    const webhook = '/api/webhooks/1/marker-0123';
    server.behave(({ path }) => ({ status: 400, body: `no ${server.url}${path}, no marker-0123` }));
    const outcomes = [await send('', GROUPS.firing, { webhook })];
    server.behave(() => 'drop');
    outcomes.push(await send('', GROUPS.firing, { webhook }));
    expect(outcomes.map(({ kind }) => kind)).toEqual(['giveUp', 'retry']);
    expect(JSON.stringify(outcomes)).not.toContain('marker');
  });

  it.each(['title', 'message', 'content'])('gives up where the template of its %s fails', async (key) => {
    const error = expect.stringContaining('Nope');
    expect(await send(`, ${key}: '{{ .Nope }}'`)).toEqual({ kind: 'giveUp', reason: 'other', error });
    expect(server.accepted.all).toEqual([]);
  });

  it.each`
    content                              | error
    ${'no address'}                      | ${'webhook url is not a URL'}
    ${new Error('ENOENT: no such file')} | ${'read webhook_url_file: ENOENT: no such file'}
  `('gives up where webhook_url_file is of no use: $error', async ({ content, error }) => {
    const read = () => (content instanceof Error ? Promise.reject(content) : Promise.resolve(content));
    const config = configOf(discordConfig, '{webhook_url_file: /run/discord}');
    const notifier = new DiscordNotifier(config, { ...DEPS, read });
    const outcome = await notifier.notify(GROUPS.firing, AbortSignal.timeout(5000));
    await notifier.close();
    expect(outcome).toEqual({ kind: 'giveUp', reason: 'other', error });
  });
});
