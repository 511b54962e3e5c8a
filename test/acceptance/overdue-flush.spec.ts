import { simpleConfig, tell } from '../support/story.js';

describe('a receiver that is slower than group_interval', () => {
  it('is told one state at a time, and the newest one next', async () => {
    const config = simpleConfig()
      .replace('group_interval: 5m', 'group_interval: 1s')
      .replace('group_by: [alertname]', 'group_by: []')
      .replace('group_wait: 30s', 'group_wait: 0s');
    await tell(config, async (harness) => {
      harness.answers('team/webhook[0]', () => 'hang');
      await harness.post({ labels: { alertname: 'a' }, endsAt: '1d' });
      await harness.at('2s500ms');
      await harness.post({ labels: { alertname: 'b' }, endsAt: '1d' });
      await harness.at('9s');
      expect(harness.attempts).toHaveLength(1);
      harness.answers('team/webhook[0]', () => ({ kind: 'delivered' }));
      await harness.at('15s');
      // The hanging attempt is cut off after 10 seconds, the least that a flush may take to send.
      expect(harness.told().map(({ alerts }) => alerts)).toEqual([['a firing', 'b firing']]);
    });
  });
});
