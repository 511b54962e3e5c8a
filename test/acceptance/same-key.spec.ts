import { tell } from '../support/story.js';

const CONFIG = `
route:
  receiver: default
  routes:
    - {receiver: one, matchers: [a=b], continue: true, group_by: [alertname], group_wait: 10s}
    - {receiver: two, matchers: [a=b], group_by: [alertname], group_wait: 20s}
receivers:
  - {name: default}
  - {name: one, webhook_configs: [{url: 'http://one.test'}]}
  - {name: two, webhook_configs: [{url: 'http://two.test'}]}
`;

describe('sibling routes with equal matchers and groups', () => {
  it('have groups of their own under one group key', async () => {
    await tell(CONFIG, async (harness) => {
      await harness.post({ labels: { alertname: 'x', a: 'b' }, endsAt: '1d' });
      await harness.at('1m');
      expect(harness.told().map(({ atMs, integration, groupKey }) => [atMs / 1000, integration, groupKey])).toEqual([
        [10, 'one/webhook[0]', '{}/{a="b"}:{alertname="x"}'],
        [20, 'two/webhook[0]', '{}/{a="b"}:{alertname="x"}'],
      ]);
    });
  });
});
