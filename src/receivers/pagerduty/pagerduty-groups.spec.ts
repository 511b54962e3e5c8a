import { createHash } from 'node:crypto';
import { configOf, DEPS } from '../../../test/support/receiver-deps.js';
import { GROUPS } from '../../../test/support/sample-groups.js';
import { type HttpStandIn, jsonOf } from '../../../test/support/vendors/http-stand-in.js';
import { startPagerduty } from '../../../test/support/vendors/pagerduty.js';
import { pagerdutyConfig } from './config.js';
import { PagerdutyNotifier } from './pagerduty.js';

const INCIDENT = createHash('sha256').update('{}:{alertname="DiskFull"}').digest('hex');
const CLIENT = { client: 'Alertmanager', client_url: 'http://tocsin.test/#/alerts?receiver=team%5C.a' };

function alerts(from: number, to: number, status = 'firing') {
  return Array.from({ length: to - from + 1 }, (_, index) => {
    const at = from + index;
    return {
      status,
      labels: { alertname: 'DiskFull', instance: `db-${at}`, severity: at === 1 ? 'critical' : 'warning' },
      annotations: { summary: `db-${at} is 95 % <full> & "slow"` },
      startsAt: '2026-01-02T04:03:05.678123+01:00',
      endsAt: status === 'firing' ? '0001-01-01T00:00:00Z' : '2026-01-02T03:04:04.678Z',
      generatorURL: 'http://prom.test/graph',
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
    };
  });
}

describe('PagerdutyNotifier, for each kind of group', () => {
  let server: HttpStandIn;
  beforeEach(async () => {
    server = await startPagerduty();
  });
  afterEach(() => server.close());

  async function posted(group: keyof typeof GROUPS, key: string) {
    const config = configOf(pagerdutyConfig, `{url: '${server.url}/v2/enqueue', ${key}}`);
    const notifier = new PagerdutyNotifier(config, DEPS, `${server.url}/generic/2010-04-15/create_event.json`);
    expect(await notifier.notify(GROUPS[group], AbortSignal.timeout(5000))).toEqual({ kind: 'delivered' });
    await notifier.close();
    return server.accepted.all.map((request) => ({ path: request.path, body: jsonOf(request) }));
  }

  describe.each`
    group         | event        | summary                                  | firing           | resolved
    ${'firing'}   | ${'trigger'} | ${'[FIRING:1] DiskFull (db-1 critical)'} | ${alerts(1, 1)}  | ${[]}
    ${'resolved'} | ${'resolve'} | ${'[RESOLVED] DiskFull (db-1 critical)'} | ${[]}            | ${alerts(1, 1, 'resolved')}
    ${'mixed'}    | ${'trigger'} | ${'[FIRING:1] DiskFull '}                | ${alerts(1, 1)}  | ${alerts(2, 2, 'resolved')}
    ${'many'}     | ${'trigger'} | ${'[FIRING:60] DiskFull '}               | ${alerts(1, 60)} | ${[]}
  `('that is $group', ({ group, event, summary, firing, resolved }) => {
    const details = { firing, resolved, num_firing: firing.length, num_resolved: resolved.length };

    it('posts an event of version 2', async () => {
      const payload = { summary, source: 'Alertmanager', severity: 'error', custom_details: details };
      const body = { routing_key: 'R0', dedup_key: INCIDENT, event_action: event, payload, ...CLIENT };
      expect(await posted(group, 'routing_key: R0')).toEqual([{ path: '/v2/enqueue', body }]);
    });

    it('posts an event of version 1', async () => {
      const body = {
        service_key: 'S0',
        incident_key: INCIDENT,
        event_type: event,
        description: summary,
        event_action: '',
        payload: null,
        ...(event === 'trigger' ? CLIENT : {}),
        details,
      };
      const path = '/generic/2010-04-15/create_event.json';
      expect(await posted(group, 'service_key: S0')).toEqual([{ path, body }]);
    });
  });
});
