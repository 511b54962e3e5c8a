import { simpleConfig, tell } from '../support/story.js';

const ALERT = { labels: { alertname: 'DiskFull', instance: 'a' }, endsAt: '1d' };

describe('silences', () => {
  it('keep alerts back while they are active, and say which', async () => {
    await tell(simpleConfig(), async (harness) => {
      const id = await harness.silence('alertname=DiskFull', '7m');
      await harness.post(ALERT);
      await harness.at('6m');
      expect(harness.story()).toEqual([]);
      expect(harness.records()[0]?.dropped).toMatchObject([{ reason: { kind: 'silenced', silences: [id] } }]);
      await harness.at('11m');
      expect(harness.story()).toEqual(['10:30 team/webhook[0]: first notification: DiskFull firing']);
    });
  });

  it('do nothing before they begin', async () => {
    await tell(simpleConfig(), async (harness) => {
      await harness.silence('alertname=DiskFull', '1h', '1m');
      await harness.post(ALERT);
      await harness.at('31s');
      expect(harness.story()).toHaveLength(1);
    });
  });

  it('end when they are expired', async () => {
    await tell(simpleConfig(), async (harness) => {
      const id = await harness.silence('alertname=DiskFull', '1h');
      await harness.post(ALERT);
      await harness.at('1m');
      await harness.expireSilence(id);
      await harness.at('6m');
      expect(harness.story()).toEqual(['5:30 team/webhook[0]: first notification: DiskFull firing']);
    });
  });

  it('need all of their matchers', async () => {
    await tell(simpleConfig(), async (harness) => {
      await harness.silence('{alertname="DiskFull", instance="b"}', '1h');
      await harness.post(ALERT);
      await harness.at('31s');
      expect(harness.story()).toHaveLength(1);
    });
  });

  it('swallow the end of an alert that was told before (as Alertmanager, issue 226)', async () => {
    await tell(simpleConfig(), async (harness) => {
      await harness.post({ ...ALERT, endsAt: '2m' });
      await harness.at('1m');
      await harness.silence('alertname=DiskFull', '10m');
      await harness.at('1h');
      expect(harness.story()).toEqual(['0:30 team/webhook[0]: first notification: DiskFull firing']);
      expect([...harness.tocsin.running.dispatcher.groups()]).toEqual([]);
    });
  });
});
