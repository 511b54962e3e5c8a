import { depsAnswering } from '../../../test/support/answering-client.js';
import { NETWORK_FAULTS } from '../../../test/support/network-faults.js';
import { configOf, DEPS } from '../../../test/support/receiver-deps.js';
import { GROUPS } from '../../../test/support/sample-groups.js';
import { statusesOf } from '../../../test/support/status-verdicts.js';
import { UPSTREAM_VERDICTS } from '../../../test/support/upstream-verdicts.js';
import { type HttpStandIn, jsonOf } from '../../../test/support/vendors/http-stand-in.js';
import { startMsteamsv2, tooManyRequests } from '../../../test/support/vendors/msteamsv2.js';
import type { Notification } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { msteamsv2Config } from './config.js';
import { Msteamsv2Notifier } from './msteamsv2.js';

const SIG = 'marker-signature';
const TRIGGER = '/workflows/0123456789abcdef0123456789abcdef/triggers/manual/paths/invoke';
const QUERY = '?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=';

/** The body with these two texts, as they stand in JSON. */
const messageOf = (title: string, text: string, color: string) =>
  `{"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","contentUrl":null,"content":{${[
    '"$schema":"http://adaptivecards.io/schemas/adaptive-card.json","type":"AdaptiveCard","version":"1.2"',
    `"body":[{"type":"TextBlock","text":"${title}","weight":"Bolder","size":"Medium","wrap":true,"style":"heading","color":"${color}"}`,
    `{"type":"TextBlock","text":"${text}","wrap":true}]`,
    '"msteams":{"width":"full"}}}]}\n',
  ].join(',')}`;

/** What the default text says of the sample alerts, as it stands in JSON. */
const listOf = (title: string, at: number, severity: string) =>
  [
    `# Alerts ${title}:\\n\\nLabels:\\n  - alertname = DiskFull\\n  - instance = db-${at}\\n  - severity = ${severity}\\n`,
    `Annotations:\\n  - summary = db-${at} is 95 % \\u003cfull\\u003e \\u0026 \\"slow\\"\\n`,
    'Source: http://prom.test/graph\\n\\n\\n',
  ].join('\\n');

describe('Msteamsv2Notifier', () => {
  let server: HttpStandIn;
  beforeEach(async () => {
    server = await startMsteamsv2(SIG);
  });
  afterEach(() => server.close());

  async function send(
    more = '',
    notification: Notification = GROUPS.firing,
    { signal = AbortSignal.timeout(5000), deps = DEPS, path = `${TRIGGER}${QUERY}${SIG}` } = {},
  ): Promise<Outcome> {
    const config = configOf(msteamsv2Config, `{webhook_url: '${server.url}${path}'${more}}`);
    const notifier = new Msteamsv2Notifier(config, deps);
    try {
      return await notifier.notify(notification, signal);
    } finally {
      await notifier.close();
    }
  }

  const bodies = () => server.accepted.all.map(({ body }) => body);
  const texts = () =>
    server.accepted.all.map((request) => {
      const message = jsonOf(request) as { attachments: { content: { body: { text: string }[] } }[] };
      return message.attachments[0]?.content.body.map(({ text }) => text) ?? [];
    });

  it.each`
    group         | title                                    | color          | text
    ${'firing'}   | ${'[FIRING:1] DiskFull (db-1 critical)'} | ${'Attention'} | ${`\\n\\n${listOf('Firing', 1, 'critical')}\\n\\n`}
    ${'resolved'} | ${'[RESOLVED] DiskFull (db-1 critical)'} | ${'Good'}      | ${`\\n\\n\\n${listOf('Resolved', 1, 'critical')}\\n`}
    ${'mixed'}    | ${'[FIRING:1] DiskFull '}                | ${'Attention'} | ${`\\n\\n${listOf('Firing', 1, 'critical')}\\n\\n${listOf('Resolved', 2, 'warning')}\\n`}
  `("posts an adaptive card, byte for byte Alertmanager's: $group", async ({ group, title, color, text }) => {
    expect(await send('', GROUPS[group as keyof typeof GROUPS])).toEqual({ kind: 'delivered' });
    expect(bodies()).toEqual([messageOf(title, text, color)]);
    expect(server.accepted.all[0]?.headers).toMatchObject({ 'content-type': 'application/json' });
  });

  it('posts 60 alerts', async () => {
    expect(await send('', GROUPS.many)).toEqual({ kind: 'delivered' });
    expect(texts()).toEqual([
      ['[FIRING:60] DiskFull ', expect.stringMatching(/instance = db-1\n.*instance = db-60\n/s)],
    ]);
  });

  it('cuts a text that Teams would refuse, and nothing else', async () => {
    expect(await send(`, text: '${'<é😀'.repeat(5000)}', title: '{{ .Receiver }}'`)).toEqual({ kind: 'delivered' });
    expect(texts()).toEqual([['team\\.a', expect.stringMatching(/^<é😀.*…$/)]]);
    const bytes = Buffer.byteLength(bodies()[0] ?? '');
    expect(bytes).toBeGreaterThan(28 * 1024 - 12);
    expect(bytes).toBeLessThanOrEqual(28 * 1024);
  });

  it('reads its address from a file at each message', async () => {
    const left = [SIG, 'old-signature'];
    const deps = { ...DEPS, read: async () => `${server.url}${TRIGGER}${QUERY}${left.shift()}\n` };
    const notifier = new Msteamsv2Notifier(configOf(msteamsv2Config, '{webhook_url_file: /run/teams}'), deps);
    const outcomes = [];
    for (const group of [GROUPS.firing, GROUPS.resolved]) {
      outcomes.push((await notifier.notify(group, AbortSignal.timeout(5000))).kind);
    }
    await notifier.close();
    expect(outcomes).toEqual(['delivered', 'giveUp']);
  });

  it.each(UPSTREAM_VERDICTS)('is $kind for statuses $from to $to', async (row) => {
    for (const { status, outcome } of statusesOf(row)) {
      const deps = depsAnswering(() => ({ status, headers: {}, body: '' }));
      expect(await send('', GROUPS.firing, { deps })).toEqual(outcome);
    }
  });

  it('waits as long as it is asked to', async () => {
    server.behave(() => tooManyRequests(17));
    expect(await send()).toEqual({
      kind: 'retry',
      reason: 'rateLimited',
      afterMs: 17_000,
      error: expect.stringContaining('unexpected status code 429: {"error":{"code":"TooManyRequests"'),
    });
  });

  it.each`
    what                  | path                                                              | reason           | words
    ${'a wrong sig'}      | ${`${TRIGGER}${QUERY}marker-wrong`}                               | ${'authError'}   | ${/^unexpected status code 401: .*DirectApiAuthorizationRequired/}
    ${'a flow that went'} | ${`/workflows/marker/triggers/manual/paths/invoke${QUERY}${SIG}`} | ${'clientError'} | ${/^unexpected status code 404: .*WorkflowNotFound/}
  `("gives up with Microsoft's words at $what", async ({ path, reason, words }) => {
    const error = expect.stringMatching(words);
    expect(await send('', GROUPS.firing, { path })).toEqual({ kind: 'giveUp', reason, error });
  });

  it.each(NETWORK_FAULTS)('tries again when $fault', async ({ arrange, reason }) => {
    const signal = await arrange(server);
    const error = expect.stringMatching(/^Post "<redacted>": /);
    expect(await send('', GROUPS.firing, { signal })).toEqual({ kind: 'retry', reason, error });
  });

  it('shows nothing of its address, not even what Microsoft repeats', async () => {
    server.behave(({ path }) => ({ status: 400, body: `no ${server.url}${path}, sig ${SIG}` }));
    const outcomes = [await send()];
    server.behave(() => 'drop');
    outcomes.push(await send());
    expect(outcomes.map(({ kind }) => kind)).toEqual(['giveUp', 'retry']);
    expect(JSON.stringify(outcomes)).not.toMatch(/marker|0123456789abcdef/);
  });

  it.each(['title', 'text'])('gives up where the template of its %s fails', async (key) => {
    const error = expect.stringContaining('Nope');
    expect(await send(`, ${key}: '{{ .Nope }}'`)).toEqual({ kind: 'giveUp', reason: 'other', error });
    expect(server.accepted.all).toEqual([]);
  });
});
