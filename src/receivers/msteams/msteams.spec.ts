import { depsAnswering } from '../../../test/support/answering-client.js';
import { NETWORK_FAULTS } from '../../../test/support/network-faults.js';
import { configOf, DEPS } from '../../../test/support/receiver-deps.js';
import { GROUPS } from '../../../test/support/sample-groups.js';
import { statusesOf } from '../../../test/support/status-verdicts.js';
import { UPSTREAM_VERDICTS } from '../../../test/support/upstream-verdicts.js';
import { type HttpStandIn, jsonOf } from '../../../test/support/vendors/http-stand-in.js';
import { relayed, startMsteams } from '../../../test/support/vendors/msteams.js';
import type { Notification } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { msteamsConfig } from './config.js';
import { MsteamsNotifier } from './msteams.js';

const WEBHOOK = '/webhookb2/marker-group@marker-tenant/IncomingWebhook/marker0123456789/marker-owner';

describe('MsteamsNotifier', () => {
  let server: HttpStandIn;
  beforeEach(async () => {
    server = await startMsteams();
  });
  afterEach(() => server.close());

  async function send(
    more = '',
    notification: Notification = GROUPS.firing,
    { signal = AbortSignal.timeout(5000), deps = DEPS, webhook = `webhook_url: '${server.url}${WEBHOOK}'` } = {},
  ): Promise<Outcome> {
    const notifier = new MsteamsNotifier(configOf(msteamsConfig, `{${webhook}${more}}`), deps);
    try {
      return await notifier.notify(notification, signal);
    } finally {
      await notifier.close();
    }
  }

  const cards = () => server.accepted.all.map((request) => jsonOf(request) as { text: string });

  it("posts a message card, byte for byte Alertmanager's", async () => {
    expect(await send()).toEqual({ kind: 'delivered' });
    const [request] = server.accepted.all;
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'Alertmanager/0.34.0',
    });
    const title = '[FIRING:1] DiskFull (db-1 critical)';
    const text = [
      '',
      '',
      '# Alerts Firing:',
      '',
      'Labels:',
      '  - alertname = DiskFull',
      '  - instance = db-1',
      '  - severity = critical',
      '',
      'Annotations:',
      '  - summary = db-1 is 95 % \\u003cfull\\u003e \\u0026 \\"slow\\"',
      '',
      'Source: http://prom.test/graph',
      '',
      '',
      '',
      '',
      '',
    ].join('\\n');
    expect(request?.body).toBe(
      `{${[
        '"@context":"http://schema.org/extensions"',
        '"type":"MessageCard"',
        `"title":"${title}"`,
        `"summary":"${title}"`,
        `"text":"${text}"`,
        '"themeColor":"8C1A1A"',
      ].join(',')}}\n`,
    );
  });

  it.each`
    group         | title                                    | themeColor  | text
    ${'resolved'} | ${'[RESOLVED] DiskFull (db-1 critical)'} | ${'2DC72D'} | ${/^\s+# Alerts Resolved:\s+Labels:.*db-1/s}
    ${'mixed'}    | ${'[FIRING:1] DiskFull '}                | ${'8C1A1A'} | ${/# Alerts Firing:.*db-1.*# Alerts Resolved:.*db-2/s}
    ${'many'}     | ${'[FIRING:60] DiskFull '}               | ${'8C1A1A'} | ${/instance = db-60\n/}
  `('posts a group that is $group', async ({ group, title, themeColor, text }) => {
    expect(await send('', GROUPS[group as keyof typeof GROUPS])).toEqual({ kind: 'delivered' });
    expect(cards()).toEqual([
      expect.objectContaining({ title, summary: title, themeColor, text: expect.stringMatching(text) }),
    ]);
  });

  it('cuts a text that Teams would refuse, and nothing else', async () => {
    const long = `text: '{{ .Status }} ${'<é😀'.repeat(5000)}', title: '{{ .Receiver }}'`;
    expect(await send(`, ${long}`)).toEqual({ kind: 'delivered' });
    expect(cards()).toEqual([
      expect.objectContaining({ title: 'team\\.a', text: expect.stringMatching(/^firing <é😀.*…$/) }),
    ]);
    expect(cards()[0]?.text.isWellFormed()).toBe(true);
    expect(Buffer.byteLength(server.accepted.all[0]?.body ?? '')).toBeGreaterThan(28 * 1024 - 12);
  });

  it('reads its address from a file at each message', async () => {
    const paths = ['first-hook', 'second-hook'].map((name) => WEBHOOK.replace('marker0123456789', name));
    const left = [...paths];
    const deps = { ...DEPS, read: async () => `${server.url}${left.shift()}\n` };
    const notifier = new MsteamsNotifier(configOf(msteamsConfig, '{webhook_url_file: /run/teams}'), deps);
    for (const group of [GROUPS.firing, GROUPS.resolved]) {
      expect(await notifier.notify(group, AbortSignal.timeout(5000))).toEqual({ kind: 'delivered' });
    }
    await notifier.close();
    expect(server.accepted.all.map(({ path }) => path)).toEqual(paths);
  });

  it.each(UPSTREAM_VERDICTS)('is $kind for statuses $from to $to', async (row) => {
    for (const { status, outcome } of statusesOf(row)) {
      const deps = depsAnswering(() => ({ status, headers: {}, body: '' }));
      expect(await send('', GROUPS.firing, { deps })).toEqual(outcome);
    }
  });

  it.each`
    relays | kind        | reason
    ${429} | ${'retry'}  | ${'rateLimited'}
    ${503} | ${'retry'}  | ${'serverError'}
    ${413} | ${'giveUp'} | ${'clientError'}
    ${403} | ${'giveUp'} | ${'authError'}
  `('takes no 200 for success that relays a $relays of Teams', async ({ relays, kind, reason }) => {
    server.behave(() => ({ status: 200, body: relayed(relays) }));
    const error = expect.stringContaining(`unexpected status code ${relays}: Webhook message delivery failed`);
    expect(await send()).toEqual({ kind, reason, error });
  });

  it('waits as long as it is asked to', async () => {
    server.behave(() => ({ status: 429, headers: { 'retry-after': '17' }, body: '' }));
    expect(await send()).toMatchObject({ kind: 'retry', reason: 'rateLimited', afterMs: 17_000 });
  });

  it.each`
    path                   | more                         | words
    ${WEBHOOK}             | ${", text: '', summary: ''"} | ${'400: Summary or Text is required.'}
    ${'/marker-elsewhere'} | ${''}                        | ${'404: Invalid webhook URL'}
  `("gives up with Microsoft's words: $words", async ({ path, more, words }) => {
    const error = `unexpected status code ${words}`;
    const webhook = `webhook_url: '${server.url}${path}'`;
    expect(await send(more, GROUPS.firing, { webhook })).toEqual({ kind: 'giveUp', reason: 'clientError', error });
  });

  it('shows nothing of its address, not even what Microsoft repeats', async () => {
    server.behave(({ path }) => ({ status: 400, body: `no ${server.url}${path} with marker0123456789` }));
    const outcomes = [await send()];
    server.behave(() => 'drop');
    outcomes.push(await send());
    expect(outcomes.map(({ kind }) => kind)).toEqual(['giveUp', 'retry']);
    expect(JSON.stringify(outcomes)).not.toContain('marker');
  });

  it.each(NETWORK_FAULTS)('tries again when $fault', async ({ arrange, reason }) => {
    const signal = await arrange(server);
    const error = expect.stringMatching(/^Post "<redacted>": /);
    expect(await send('', GROUPS.firing, { signal })).toEqual({ kind: 'retry', reason, error });
  });

  it.each(['title', 'summary', 'text'])('gives up where the template of its %s fails', async (key) => {
    const error = expect.stringContaining('Nope');
    expect(await send(`, ${key}: '{{ .Nope }}'`)).toEqual({ kind: 'giveUp', reason: 'other', error });
    expect(server.accepted.all).toEqual([]);
  });
});
