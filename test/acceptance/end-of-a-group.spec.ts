import { simpleConfig, tell } from '../support/story.js';

describe('a group whose alerts have ended', () => {
  it('is gone once that was told; the next alert waits group_wait again', async () => {
    await tell(simpleConfig(), async (harness) => {
      await harness.post({ labels: { alertname: 'a' }, endsAt: '1m' });
      await harness.at('5m31s');
      expect([...harness.tocsin.running.dispatcher.groups()]).toEqual([]);
      await harness.post({ labels: { alertname: 'a' }, endsAt: '1d' });
      await harness.at('10m');
      expect(harness.story()).toEqual([
        '0:30 team/webhook[0]: first notification: a firing',
        '5:30 team/webhook[0]: all alerts resolved: a resolved',
        '6:01 team/webhook[0]: first notification: a firing',
      ]);
    });
  });

  it('stays while its end could not be told, and tells it with the next flush', async () => {
    await tell(simpleConfig(), async (harness) => {
      await harness.post({ labels: { alertname: 'a' }, endsAt: '1m' });
      await harness.at('1m');
      harness.answers('team/webhook[0]', () => ({ kind: 'giveUp', reason: 'clientError', error: 'no' }));
      await harness.at('6m');
      harness.answers('team/webhook[0]', () => ({ kind: 'delivered' }));
      await harness.at('11m');
      expect(harness.story().slice(1)).toEqual(['10:30 team/webhook[0]: all alerts resolved: a resolved']);
      expect([...harness.tocsin.running.dispatcher.groups()]).toEqual([]);
    });
  });

  it('keeps an alert that fired again while its end was being told', async () => {
    await tell(simpleConfig(), async (harness) => {
      await harness.post({ labels: { alertname: 'a' }, endsAt: '1m' });
      await harness.at('1m');
      harness.answers('team/webhook[0]', () => 'hang');
      await harness.at('5m40s');
      await harness.post({ labels: { alertname: 'a' }, endsAt: '1d' });
      harness.answers('team/webhook[0]', () => ({ kind: 'delivered' }));
      await harness.at('11m');
      const [group] = harness.tocsin.running.dispatcher.groups();
      expect(group?.size).toBe(1);
    });
  });
});
