import { tell } from '../support/story.js';

const CONFIG = `
route:
  receiver: team
  group_by: [alertname]
  group_wait: 0s
  group_interval: 1m
receivers:
  - name: team
    webhook_configs: [{url: 'http://a.test'}]
  - name: other
    webhook_configs: [{url: 'http://b.test'}]
`;
/** `deliveries.concurrency` */
const AT_A_TIME = 32;
const TEAM = 'team/webhook[0]';
const alertOf = (alertname: string, severity: string) => ({ labels: { alertname, severity }, endsAt: '1d' });

describe('a receiver that is slow, with more to tell than it takes at a time', () => {
  it.each([
    ['by default', '', ['page', 'critical', 'warning', 'info']],
    ['as tocsin.yml has it', 'deliveries: {severities: [info, warning]}', ['info', 'warning', 'critical', 'page']],
  ])('is told of the most severe first: %s', async (_, tocsin, order) => {
    await tell(
      CONFIG,
      async (harness) => {
        harness.answers(TEAM, () => 'hang');
        await harness.post(...Array.from({ length: AT_A_TIME }, (_, i) => alertOf(`busy${i}`, 'none')));
        await harness.at('1s');
        for (const severity of ['info', 'warning', 'page', 'critical']) await harness.post(alertOf(severity, severity));
        await harness.at('2s');
        expect(harness.attempts).toHaveLength(AT_A_TIME);
        harness.answers(TEAM, () => ({ kind: 'delivered' }));
        await harness.at('61s');
        const told = harness.told().flatMap(({ alerts }) => alerts.map((alert) => alert.replace(' firing', '')));
        expect(
          told
            .filter((name) => !name.startsWith('busy'))
            .slice(0, 2)
            .toSorted(),
        ).toEqual(order.slice(0, 2).toSorted());
        expect(told.filter((name) => !name.startsWith('busy')).toSorted()).toEqual(order.toSorted());
      },
      { tocsin },
    );
  });
});
