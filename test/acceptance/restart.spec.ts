import { simpleConfig, tell } from '../support/story.js';

const ALERT = { labels: { alertname: 'a' }, endsAt: '1d' };

describe('a restart', () => {
  it('repeats nothing that was told', async () => {
    await tell(simpleConfig(), async (harness) => {
      await harness.post(ALERT);
      await harness.at('1m');
      await harness.restart();
      await harness.at('1h');
      expect(harness.story()).toEqual(['0:30 team/webhook[0]: first notification: a firing']);
    });
  });

  it('forgets no alert: what had not been told is told', async () => {
    await tell(simpleConfig(), async (harness) => {
      await harness.post(ALERT);
      await harness.at('10s');
      await harness.restart();
      await harness.at('2m');
      expect(harness.told()).toHaveLength(1);
    });
  });

  it('tells the end of an alert that was told before', async () => {
    await tell(simpleConfig(), async (harness) => {
      await harness.post({ ...ALERT, endsAt: '2m' });
      await harness.at('1m');
      await harness.restart();
      await harness.at('10m');
      expect(harness.told().at(-1)).toMatchObject({ reason: 'all alerts resolved', alerts: ['a resolved'] });
    });
  });

  it('does not tell again of an end that was told before', async () => {
    await tell(simpleConfig(), async (harness) => {
      const other = { labels: { alertname: 'a', instance: '2' } };
      await harness.post(ALERT, { ...other, endsAt: '2m' });
      await harness.at('6m');
      // What the log holds from now on does not know of the one that ended.
      await harness.post({ labels: { alertname: 'a', instance: '3' }, endsAt: '1d' });
      await harness.at('12m');
      const told = harness.told().length;
      await harness.restart();
      await harness.at('1h');
      expect(harness.told()).toHaveLength(told);
    });
  });

  it('keeps silences', async () => {
    await tell(simpleConfig(), async (harness) => {
      await harness.silence('alertname=a', '1h');
      await harness.restart();
      await harness.post(ALERT);
      await harness.at('30m');
      expect(harness.story()).toEqual([]);
    });
  });

  it('keeps what waits for an attempt', async () => {
    await tell(simpleConfig(), async (harness) => {
      harness.answers('team/webhook[0]', () => ({ kind: 'retry', reason: 'serverError', error: 'down' }));
      await harness.post(ALERT);
      await harness.at('31s');
      harness.answers('team/webhook[0]', () => ({ kind: 'delivered' }));
      await harness.restart();
      await harness.at('32s');
      expect(harness.told()).toHaveLength(1);
    });
  });
});
