import { configOf, DEPS } from '../../../test/support/receiver-deps.js';
import { GROUPS } from '../../../test/support/sample-groups.js';
import { type HttpStandIn, jsonOf } from '../../../test/support/vendors/http-stand-in.js';
import { startSlack } from '../../../test/support/vendors/slack.js';
import { slackConfig } from './config.js';
import { SlackNotifier } from './slack.js';

const LINK = 'http://tocsin.test/#/alerts?receiver=team%5C.a';
const LIST = '{{ range .Alerts }}{{ .Status }} {{ .Labels.instance }};{{ end }}';
const SIXTY = Array.from({ length: 60 }, (_, at) => `firing db-${at + 1};`).join('');

describe('SlackNotifier, for each kind of group', () => {
  let server: HttpStandIn;
  beforeEach(async () => {
    server = await startSlack('xoxb-test');
  });
  afterEach(() => server.close());

  const ways = () => ({
    webhook: `api_url: '${server.url}/services/T/B/X'`,
    app: `app_token: xoxb-test, app_url: '${server.url}/api/chat.postMessage'`,
  });
  const expected = {
    webhook: { method: 'POST', path: '/services/T/B/X', authorization: undefined, type: 'application/json' },
    app: {
      method: 'POST',
      path: '/api/chat.postMessage',
      authorization: 'Bearer xoxb-test',
      type: 'application/json; charset=utf-8',
    },
  };

  describe.each(['webhook', 'app'] as const)('by its %s', (way) => {
    it.each`
      group         | title                                    | text                            | color
      ${'firing'}   | ${'[FIRING:1] DiskFull (db-1 critical)'} | ${'firing db-1;'}               | ${'danger'}
      ${'resolved'} | ${'[RESOLVED] DiskFull (db-1 critical)'} | ${'resolved db-1;'}             | ${'good'}
      ${'mixed'}    | ${'[FIRING:1] DiskFull '}                | ${'firing db-1;resolved db-2;'} | ${'danger'}
      ${'many'}     | ${'[FIRING:60] DiskFull '}               | ${SIXTY}                        | ${'danger'}
    `('posts a group that is $group', async ({ group, title, text, color }) => {
      const notifier = new SlackNotifier(
        configOf(slackConfig, `{${ways()[way]}, channel: '#ops', text: '${LIST}'}`),
        DEPS,
      );
      const notification = GROUPS[group as keyof typeof GROUPS];
      expect(await notifier.notify(notification, AbortSignal.timeout(5000))).toEqual({ kind: 'delivered' });
      await notifier.close();
      const [request, ...others] = server.accepted.all;
      expect(others).toEqual([]);
      const { authorization, 'content-type': type } = request?.headers ?? {};
      expect({ method: request?.method, path: request?.path, authorization, type }).toEqual(expected[way]);
      expect(request && jsonOf(request)).toEqual({
        channel: '#ops',
        username: 'Alertmanager',
        attachments: [
          {
            title,
            title_link: LINK,
            text,
            fallback: `${title} | ${LINK}`,
            callback_id: '',
            footer: '',
            color,
            mrkdwn_in: ['fallback', 'pretext', 'text'],
          },
        ],
      });
    });
  });
});
