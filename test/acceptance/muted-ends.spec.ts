import { simpleConfig, tell } from '../support/story.js';

/** Alertmanager's issue 226, open since 2016: nobody hears of an end that comes while the alert is muted. */
describe('the end of an alert that is muted meanwhile', () => {
  it('is not told when the alert is inhibited', async () => {
    const rules = `inhibit_rules: [{source_matchers: [alertname=Source], target_matchers: [alertname=Target]}]`;
    await tell(`${simpleConfig()}\n${rules}`, async (harness) => {
      await harness.post({ labels: { alertname: 'Target' }, endsAt: '3m' });
      await harness.at('1m');
      await harness.post({ labels: { alertname: 'Source' }, endsAt: '1d' });
      await harness.at('30m');
      expect(harness.story().filter((line) => line.includes('Target'))).toEqual([
        '0:30 team/webhook[0]: first notification: Target firing',
      ]);
    });
  });

  it('is not told when its route is muted', async () => {
    const config = `${simpleConfig('routes: [{matchers: [alertname=a], mute_time_intervals: [later]}]')}
time_intervals: [{name: later, time_intervals: [{times: [{start_time: '12:04', end_time: '13:00'}]}]}]`;
    await tell(config, async (harness) => {
      await harness.post({ labels: { alertname: 'a' }, endsAt: '3m' });
      await harness.at('2h');
      expect(harness.story()).toEqual(['0:30 team/webhook[0]: first notification: a firing']);
    });
  });
});
