import { simpleConfig, tell } from '../support/story.js';

describe('the alerts of a message', () => {
  it('come by job, then instance, then by the number of labels, then label by label', async () => {
    await tell(simpleConfig().replace('group_by: [alertname]', 'group_by: []'), async (harness) => {
      await harness.post(
        ...[
          { alertname: 'f', z: '1' },
          { alertname: 'e', job: 'b', instance: '1' },
          { alertname: 'd', job: 'a', instance: '2', x: '1' },
          { alertname: 'c', job: 'a', instance: '2' },
          { alertname: 'b', job: 'a', instance: '1', x: '1' },
          { alertname: 'g', a: '1' },
        ].map((labels) => ({ labels, endsAt: '1d' })),
      );
      await harness.at('1m');
      expect(
        harness
          .told()[0]
          ?.alerts.map((text) => text[0])
          .join(''),
      ).toBe('bcdefg');
    });
  });
});
