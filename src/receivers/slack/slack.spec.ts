import { NOW_MS, notificationOf } from '../../../test/support/notification.js';
import { configOf, DEPS } from '../../../test/support/receiver-deps.js';
import { type HttpStandIn, jsonOf } from '../../../test/support/vendors/http-stand-in.js';
import { startSlack } from '../../../test/support/vendors/slack.js';
import type { Notification } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { type SlackConfig, slackConfig } from './config.js';
import { SlackNotifier } from './slack.js';

describe('SlackNotifier', () => {
  let server: HttpStandIn;
  beforeEach(async () => {
    server = await startSlack('xoxb-test');
  });
  afterEach(() => server.close());

  async function send(
    yaml: string,
    notification: Notification = notificationOf(),
    more: Partial<SlackConfig> = {},
  ): Promise<Outcome> {
    const notifier = new SlackNotifier({ ...configOf(slackConfig, yaml), ...more }, DEPS);
    try {
      return await notifier.notify(notification, AbortSignal.timeout(5000));
    } finally {
      await notifier.close();
    }
  }

  const webhook = (more = '') => `{api_url: '${server.url}/services/T/B/secret', channel: '#ops'${more}}`;
  const app = (more = '') =>
    `{app_token: xoxb-test, app_url: '${server.url}/api/chat.postMessage', channel: '#ops', update_message: true${more}}`;

  const ok = (body: object) => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

  it("posts Alertmanager's message to an incoming webhook, byte for byte", async () => {
    expect(await send(webhook())).toEqual({ kind: 'delivered' });
    const link = 'http://tocsin.test/#/alerts?receiver=team%5C.a';
    expect(server.accepted.all[0]?.body).toBe(
      `${[
        '{"channel":"#ops","username":"Alertmanager"',
        '"attachments":[{"title":"[FIRING:1] DiskFull (db-1)"',
        `"title_link":"${link}"`,
        '"text":""',
        `"fallback":"[FIRING:1] DiskFull (db-1) | ${link}"`,
        '"callback_id":"","footer":"","color":"danger"',
        '"mrkdwn_in":["fallback","pretext","text"]}]}',
      ].join(',')}\n`,
    );
  });

  it('renders fields and actions', async () => {
    const fields =
      "fields: [{title: Alert, value: '{{ .GroupLabels.alertname }}'}, {title: b, value: c, short: false}], short_fields: true";
    const actions = "actions: [{type: button, text: Runbook, url: 'http://wiki/{{ .Status }}', name: dropped}]";
    await send(webhook(`, ${fields}, ${actions}, message_text: '{{ .Status }}'`));
    expect(server.accepted.all.map(jsonOf)).toMatchObject([
      {
        text: 'firing',
        attachments: [
          {
            fields: [
              { title: 'Alert', value: 'DiskFull', short: true },
              { title: 'b', value: 'c', short: false },
            ],
            actions: [{ type: 'button', text: 'Runbook', url: 'http://wiki/firing' }],
          },
        ],
      },
    ]);
  });

  it('posts as an app, and updates the message with the next notification', async () => {
    const first = await send(app());
    expect(first).toEqual({ kind: 'delivered', receiverData: { threadTs: '1700000000.000001', channelId: 'C-ops' } });
    const receiverData = first.kind === 'delivered' ? (first.receiverData ?? {}) : {};
    const resolved = notificationOf([{ labels: { alertname: 'DiskFull' }, resolved: true }], { receiverData });
    await send(app(), resolved);

    expect(server.accepted.all.map(({ path }) => path)).toEqual(['/api/chat.postMessage', '/api/chat.update']);
    expect(server.accepted.all[1] && jsonOf(server.accepted.all[1])).toMatchObject({
      channel: 'C-ops',
      ts: '1700000000.000001',
      attachments: [{ color: 'good' }],
    });
  });

  describe('with one thread for each group', () => {
    const threaded = (notification?: Notification) => send(app(), notification, { postUpdatesToThread: true });
    const receiverData = { threadTs: '1700000000.000001', channelId: 'C-ops' };
    const resolved = () => notificationOf([{ labels: { alertname: 'DiskFull' }, resolved: true }], { receiverData });
    const calls = () => server.accepted.all.map((request) => ({ path: request.path, body: jsonOf(request) }));

    it('edits the first message in place, and answers it with what is new', async () => {
      expect(await threaded()).toEqual({ kind: 'delivered', receiverData });
      expect(await threaded(resolved())).toEqual({ kind: 'delivered', receiverData });
      const attachments = [{ title: '[RESOLVED] DiskFull ', color: 'good' }];
      expect(calls().slice(1)).toMatchObject([
        { path: '/api/chat.update', body: { channel: 'C-ops', ts: receiverData.threadTs, attachments } },
        { path: '/api/chat.postMessage', body: { channel: 'C-ops', thread_ts: receiverData.threadTs, attachments } },
      ]);
      expect(calls()[2]?.body).not.toHaveProperty('ts');
    });

    it('begins anew when the first message was removed', async () => {
      server.behave(({ path }) =>
        path.endsWith('update')
          ? ok({ ok: false, error: 'message_not_found' })
          : ok({ ok: true, ts: '1800000000.000001', channel: 'C-ops' }),
      );
      expect(await threaded(resolved())).toEqual({
        kind: 'delivered',
        receiverData: { threadTs: '1800000000.000001', channelId: 'C-ops' },
      });
    });

    it('tries both again when the answer does not get through', async () => {
      server.behave(({ path }) =>
        path.endsWith('update')
          ? ok({ ok: true, ts: receiverData.threadTs, channel: 'C-ops' })
          : { status: 503, body: '' },
      );
      expect(await threaded(resolved())).toMatchObject({ kind: 'retry', reason: 'serverError' });
    });
  });

  it('holds other messages back that Slack would refuse, for the same channel alone', async () => {
    server.behave(() => ({ status: 429, headers: { 'retry-after': '17' }, body: '' }));
    await send(webhook());
    server.behave(undefined);
    const later = (ms: number) => notificationOf(undefined, { nowMs: NOW_MS + ms });
    expect(await send(webhook(), later(5000))).toMatchObject({ kind: 'retry', reason: 'rateLimited', afterMs: 12_000 });
    expect(server.accepted.all).toEqual([]);
    expect(await send(webhook().replace('#ops', '#other'), later(5000))).toMatchObject({ kind: 'delivered' });
    expect(await send(webhook(), later(17_000))).toMatchObject({ kind: 'delivered' });
  });

  it('gives up when Slack says what is wrong', async () => {
    expect(await send(app().replace('xoxb-test', 'xoxb-wrong'))).toEqual({
      kind: 'giveUp',
      reason: 'clientError',
      error: 'channel "#ops": error response from Slack: invalid_auth',
    });
    server.behave(() => ({ status: 200, headers: { 'content-type': 'text/html' }, body: 'no_team' }));
    expect(await send(webhook())).toEqual({
      kind: 'giveUp',
      reason: 'clientError',
      error: 'channel "#ops": received an error response from Slack: no_team',
    });
  });

  it.each(['webhook', 'app'] as const)('waits as long as Slack asks for: %s', async (kind) => {
    server.behave(() => ({ status: 429, headers: { 'retry-after': '17' }, body: '' }));
    expect(await send(kind === 'app' ? app() : webhook())).toMatchObject({
      kind: 'retry',
      reason: 'rateLimited',
      afterMs: 17_000,
      error: expect.stringMatching(/^channel "#ops": /),
    });
  });

  it.each(['webhook', 'app'] as const)('tries again when Slack is down: %s', async (kind) => {
    server.behave(() => ({ status: 503, body: 'down' }));
    expect(await send(kind === 'app' ? app() : webhook())).toEqual({
      kind: 'retry',
      reason: 'serverError',
      error: 'channel "#ops": unexpected status code 503: down',
    });
    server.behave(() => 'drop');
    const outcome = await send(kind === 'app' ? app() : webhook());
    expect(outcome).toMatchObject({ kind: 'retry', reason: 'other' });
    expect(JSON.stringify(outcome)).not.toMatch(/secret|xoxb/);
  });

  it('fails where a template does', async () => {
    expect(await send(webhook(", title: '{{ .Nope }}'"))).toMatchObject({ kind: 'giveUp', reason: 'other' });
  });
});
