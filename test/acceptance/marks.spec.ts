import { countMarks } from '../../src/grouping/dispatcher.js';
import { tell } from '../support/story.js';

const CONFIG = `
route:
  receiver: team
  group_by: [alertname]
  group_wait: 30s
  routes: [{receiver: audit, continue: true, group_wait: 10m}, {receiver: team}]
receivers: [{name: team}, {name: audit}]
`;

describe('what the last flush made of an alert', () => {
  it('counts each alert once, with its strongest mark, while it fires', async () => {
    await tell(CONFIG, async (harness) => {
      const marks = () => countMarks(harness.tocsin.running.dispatcher.groups(), harness.clock.now());
      await harness.silence('alertname=hidden', '1h');
      await harness.post(
        { labels: { alertname: 'seen' }, endsAt: '1d' },
        { labels: { alertname: 'hidden' }, endsAt: '1d' },
        { labels: { alertname: 'short' }, endsAt: '20s' },
      );
      expect(marks()).toEqual({ unprocessed: 3, active: 0, suppressed: 0 });
      await harness.at('31s');
      // The groups of audit have not been flushed yet; those of team have.
      expect(marks()).toEqual({ unprocessed: 0, active: 1, suppressed: 1 });
    });
  });
});
