import { depsAnswering } from '../../../test/support/answering-client.js';
import { NETWORK_FAULTS } from '../../../test/support/network-faults.js';
import { configOf, DEPS } from '../../../test/support/receiver-deps.js';
import { GROUPS } from '../../../test/support/sample-groups.js';
import { statusesOf } from '../../../test/support/status-verdicts.js';
import { UPSTREAM_VERDICTS } from '../../../test/support/upstream-verdicts.js';
import { type HttpStandIn, jsonOf } from '../../../test/support/vendors/http-stand-in.js';
import { startMattermost, tooManyRequests } from '../../../test/support/vendors/mattermost.js';
import type { Notification } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { mattermostConfig } from './config.js';
import { MattermostNotifier } from './mattermost.js';

const HOOK = 'marker0123456789abcdefghij';
const LINK = 'http://tocsin.test/#/alerts?receiver=team%5C.a';

describe('MattermostNotifier', () => {
  let server: HttpStandIn;
  beforeEach(async () => {
    server = await startMattermost(HOOK, ['ops', 'ops-firing']);
  });
  afterEach(() => server.close());

  async function send(
    more = '',
    notification: Notification = GROUPS.firing,
    { signal = AbortSignal.timeout(5000), deps = DEPS, hook = HOOK } = {},
  ): Promise<Outcome> {
    const config = configOf(mattermostConfig, `{webhook_url: '${server.url}/hooks/${hook}'${more}}`);
    const notifier = new MattermostNotifier(config, deps);
    try {
      return await notifier.notify(notification, signal);
    } finally {
      await notifier.close();
    }
  }

  const posts = () => server.accepted.all.map((request) => jsonOf(request) as Record<string, unknown>);

  it("posts an attachment, byte for byte Alertmanager's", async () => {
    expect(await send(", channel: 'ops-{{ .Status }}'")).toEqual({ kind: 'delivered' });
    const [request] = server.accepted.all;
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'Alertmanager/0.34.0',
    });
    const title = '[FIRING:1] DiskFull (db-1 critical)';
    const text = [
      '\\n\\n# Alerts Firing:\\n\\nLabels:\\n  - alertname = DiskFull\\n  - instance = db-1\\n  - severity = critical\\n',
      'Annotations:\\n  - summary = db-1 is 95 % \\u003cfull\\u003e \\u0026 \\"slow\\"\\n',
      'Source: http://prom.test/graph\\n\\n\\n\\n\\n',
    ].join('\\n');
    expect(request?.body).toBe(
      `{"channel":"ops-firing","username":"Alertmanager","attachments":[{${[
        `"fallback":"${title} | ${LINK}"`,
        '"color":"danger"',
        `"text":"${text}"`,
        `"title":"${title}"`,
        `"title_link":"${LINK}"`,
      ].join(',')}}]}\n`,
    );
  });

  it.each`
    group         | title                                    | color       | text
    ${'resolved'} | ${'[RESOLVED] DiskFull (db-1 critical)'} | ${'good'}   | ${/^\s+# Alerts Resolved:\s+Labels:.*db-1/s}
    ${'mixed'}    | ${'[FIRING:1] DiskFull '}                | ${'danger'} | ${/# Alerts Firing:.*db-1.*# Alerts Resolved:.*db-2/s}
    ${'many'}     | ${'[FIRING:60] DiskFull '}               | ${'danger'} | ${/instance = db-60\n/}
  `('posts a group that is $group', async ({ group, title, color, text }) => {
    expect(await send('', GROUPS[group as keyof typeof GROUPS])).toEqual({ kind: 'delivered' });
    const attachment = {
      title,
      color,
      text: expect.stringMatching(text),
      fallback: `${title} | ${LINK}`,
      title_link: LINK,
    };
    expect(posts()).toEqual([{ username: 'Alertmanager', attachments: [attachment] }]);
  });

  it('renders every key of a message, each in its place', async () => {
    const keys = [
      'pretext',
      'author_name',
      'author_link',
      'author_icon',
      'thumb_url',
      'footer',
      'footer_icon',
      'image_url',
    ];
    const texts = [...keys, 'icon_url', 'icon_emoji', 'username', 'color', 'fallback', 'title', 'title_link', 'text'];
    const yaml = texts.map((key) => `${key}: '${key} {{ .Status }}'`).join(', ');
    const fields = "fields: [{title: '{{ .Receiver }}', value: v, short: false}, {title: t, value: '{{ .Nothing }}'}]";
    const more = `props: {card: '**{{ .Status }}**'}, type: 'custom_{{ .Status }}'`;
    await send(`, ${yaml}, ${fields.replace('{{ .Nothing }}', '{{ .CommonLabels.nothing }}')}, ${more}`);
    expect(posts()).toEqual([
      {
        username: 'username firing',
        icon_url: 'icon_url firing',
        icon_emoji: 'icon_emoji firing',
        attachments: [
          {
            ...Object.fromEntries(
              [...keys, 'color', 'fallback', 'title', 'title_link', 'text'].map((key) => [key, `${key} firing`]),
            ),
            fields: [{ title: 'team\\.a', value: 'v', short: false }, { title: 't' }],
          },
        ],
        type: 'custom_firing',
        props: { card: '**firing**' },
      },
    ]);
  });

  it('posts the attachments that are configured, and the text above them', async () => {
    await send(
      ", text: 'is {{ .Status }}', attachments: [{title: a, text: '{{ .Receiver }}'}, {color: '#f00', fields: [{title: t, value: v}]}]",
    );
    expect(posts()).toEqual([
      {
        text: 'is firing',
        username: 'Alertmanager',
        attachments: [
          { title: 'a', text: 'team\\.a' },
          { color: '#f00', fields: [{ title: 't', value: 'v' }] },
        ],
      },
    ]);
  });

  it('cuts the text above attachments to 16383 characters, and no other', async () => {
    const text = '😀'.repeat(20_000);
    await send(`, text: '${text}', attachments: [{title: a, text: '${text}'}]`);
    await send(`, text: '${text}'`);
    const [above, inside] = posts();
    expect(above).toMatchObject({ text: `${'😀'.repeat(16_382)}…`, attachments: [{ text }] });
    expect(inside).toMatchObject({ attachments: [{ text }] });
  });

  it.each`
    given                                                                                              | sent
    ${"priority: '{{ if true }}Urgent{{ end }}', requested_ack: true, persistent_notifications: true"} | ${{ priority: 'urgent', requested_ack: true, persistent_notifications: true }}
    ${'priority: IMPORTANT, requested_ack: true, persistent_notifications: true'}                      | ${{ priority: 'important', requested_ack: true }}
    ${'priority: standard, requested_ack: true, persistent_notifications: true'}                       | ${{ priority: 'standard' }}
    ${'priority: low'}                                                                                 | ${{ priority: 'standard' }}
    ${'requested_ack: true'}                                                                           | ${undefined}
  `('sends of the priority {$given} what Mattermost takes', async ({ given, sent }) => {
    expect(await send(`, priority: {${given}}`)).toEqual({ kind: 'delivered' });
    expect(posts()[0]?.['priority']).toEqual(sent);
  });

  it('reads its address from a file at each message', async () => {
    const left = [HOOK, 'gone'];
    const deps = { ...DEPS, read: async () => `${server.url}/hooks/${left.shift()}\n` };
    const notifier = new MattermostNotifier(configOf(mattermostConfig, '{webhook_url_file: /run/mattermost}'), deps);
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
      const inChannel = 'error' in outcome ? { ...outcome, error: `channel "#ops": ${outcome.error}` } : outcome;
      expect(await send(", channel: '#ops'", GROUPS.firing, { deps })).toEqual(inChannel);
    }
  });

  it('waits as long as it is asked to', async () => {
    server.behave(() => tooManyRequests(17));
    expect(await send()).toEqual({
      kind: 'retry',
      reason: 'rateLimited',
      afterMs: 17_000,
      error: 'channel "": unexpected status code 429: limit exceeded',
    });
  });

  it.each`
    what                   | hook         | more                          | words
    ${'an unknown hook'}   | ${'marker0'} | ${''}                         | ${/^channel "": unexpected status code 400: .*Invalid webhook\./}
    ${'a channel'}         | ${HOOK}      | ${', channel: elsewhere'}     | ${/^channel "elsewhere": unexpected status code 404: .*Couldn't find the channel\./}
    ${'a type of its own'} | ${HOOK}      | ${', type: system_join_team'} | ${/^channel "": unexpected status code 400: .*Invalid type\./}
  `("gives up with Mattermost's words at $what", async ({ hook, more, words }) => {
    const error = expect.stringMatching(words);
    expect(await send(more, GROUPS.firing, { hook })).toEqual({ kind: 'giveUp', reason: 'clientError', error });
  });

  it.each(NETWORK_FAULTS)('tries again when $fault', async ({ arrange, reason }) => {
    const signal = await arrange(server);
    const error = expect.stringMatching(/^Post "<redacted>": /);
    expect(await send('', GROUPS.firing, { signal })).toEqual({ kind: 'retry', reason, error });
  });

  it('shows nothing of its address, not even what Mattermost repeats', async () => {
    const outcomes = [await send('', GROUPS.firing, { hook: 'marker-of-nobody' })];
    server.behave(() => 'drop');
    outcomes.push(await send());
    expect(outcomes.map(({ kind }) => kind)).toEqual(['giveUp', 'retry']);
    expect(JSON.stringify(outcomes)).not.toContain('marker');
  });

  it.each`
    yaml
    ${"channel: '{{ .Nope }}'"}
    ${"username: '{{ .Nope }}'"}
    ${"text: '{{ .Nope }}'"}
    ${"fields: [{title: t, value: '{{ .Nope }}'}]"}
    ${"attachments: [{footer: '{{ .Nope }}'}]"}
    ${"props: {card: '{{ .Nope }}'}"}
    ${"priority: {priority: '{{ .Nope }}'}"}
  `('gives up where a template fails: $yaml', async ({ yaml }) => {
    expect(await send(`, ${yaml}`)).toEqual({
      kind: 'giveUp',
      reason: 'other',
      error: expect.stringContaining('Nope'),
    });
    expect(server.accepted.all).toEqual([]);
  });
});
