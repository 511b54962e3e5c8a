import { configOf, DEPS } from '../../../test/support/receiver-deps.js';
import { GROUPS } from '../../../test/support/sample-groups.js';
import { type HttpStandIn, jsonOf } from '../../../test/support/vendors/http-stand-in.js';
import { startWebhook } from '../../../test/support/vendors/webhook.js';
import { webhookConfig } from './config.js';
import { WebhookNotifier } from './webhook.js';

const STARTED = '2026-01-02T04:03:05.678123+01:00';
const ENDED = '2026-01-02T03:04:04.678Z';

function alert(at: number, status = 'firing') {
  return {
    status,
    labels: { alertname: 'DiskFull', instance: `db-${at}`, severity: at === 1 ? 'critical' : 'warning' },
    annotations: { summary: `db-${at} is 95 % <full> & "slow"` },
    startsAt: STARTED,
    endsAt: status === 'firing' ? '0001-01-01T00:00:00Z' : ENDED,
    generatorURL: 'http://prom.test/graph',
    fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
  };
}

const { labels: ONE, annotations: SAID } = alert(1);

describe('WebhookNotifier, for each kind of group', () => {
  let server: HttpStandIn;
  beforeEach(async () => {
    server = await startWebhook();
  });
  afterEach(() => server.close());

  async function posted(group: keyof typeof GROUPS, more = '') {
    const notifier = new WebhookNotifier(configOf(webhookConfig, `{url: '${server.url}/hook'${more}}`), DEPS);
    expect(await notifier.notify(GROUPS[group], AbortSignal.timeout(5000))).toEqual({ kind: 'delivered' });
    await notifier.close();
    return server.accepted.all.map(jsonOf);
  }

  it.each`
    group         | more                  | status        | alerts                                                  | common                       | commonAnnotations | truncated
    ${'firing'}   | ${''}                 | ${'firing'}   | ${[alert(1)]}                                           | ${ONE}                       | ${SAID}           | ${0}
    ${'resolved'} | ${''}                 | ${'resolved'} | ${[alert(1, 'resolved')]}                               | ${ONE}                       | ${SAID}           | ${0}
    ${'mixed'}    | ${''}                 | ${'firing'}   | ${[alert(1), alert(2, 'resolved')]}                     | ${{ alertname: 'DiskFull' }} | ${{}}             | ${0}
    ${'many'}     | ${''}                 | ${'firing'}   | ${Array.from({ length: 60 }, (_, at) => alert(at + 1))} | ${{ alertname: 'DiskFull' }} | ${{}}             | ${0}
    ${'many'}     | ${', max_alerts: 50'} | ${'firing'}   | ${Array.from({ length: 50 }, (_, at) => alert(at + 1))} | ${{ alertname: 'DiskFull' }} | ${{}}             | ${10}
    ${'mixed'}    | ${', max_alerts: 1'}  | ${'firing'}   | ${[alert(1)]}                                           | ${ONE}                       | ${SAID}           | ${1}
  `('posts a group that is $group$more', async ({ group, more, ...expected }) => {
    expect(await posted(group, more)).toEqual([
      {
        receiver: 'team\\.a',
        status: expected.status,
        alerts: expected.alerts,
        notification_reason: 'first notification',
        groupLabels: { alertname: 'DiskFull' },
        commonLabels: expected.common,
        commonAnnotations: expected.commonAnnotations,
        routeLabels: {},
        externalURL: 'http://tocsin.test',
        version: '4',
        groupKey: '{}:{alertname="DiskFull"}',
        truncatedAlerts: expected.truncated,
      },
    ]);
  });
});
