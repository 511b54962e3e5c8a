import type { EngineHarness } from '../support/engine-harness.js';
import { simpleConfig, tell } from '../support/story.js';

const A = { labels: { alertname: 'DiskFull', instance: 'a' } };
const B = { labels: { alertname: 'DiskFull', instance: 'b' } };

function strictly(story: (harness: EngineHarness) => Promise<void>, config = simpleConfig()): Promise<void> {
  return tell(config, story, { muting: 'strict' });
}

describe('strict muting', () => {
  it('tells the end of an alert that was told before it was silenced', async () => {
    await strictly(async (harness) => {
      await harness.post({ ...A, endsAt: '2m' });
      await harness.at('1m');
      await harness.silence('alertname=DiskFull', '10m');
      await harness.at('1h');
      expect(harness.story()).toEqual([
        '0:30 team/webhook[0]: first notification: DiskFull firing',
        '5:30 team/webhook[0]: all alerts resolved: DiskFull resolved',
      ]);
      expect([...harness.tocsin.running.dispatcher.groups()]).toEqual([]);
    });
  });

  it('tells it also when the alert was inhibited', async () => {
    const inhibit =
      "inhibit_rules: [{source_matchers: ['alertname=NodeDown'], target_matchers: ['alertname=DiskFull']}]";
    await strictly(async (harness) => {
      await harness.post({ ...A, endsAt: '7m' });
      await harness.at('1m');
      await harness.post({ labels: { alertname: 'NodeDown' }, endsAt: '1h' });
      await harness.at('20m');
      expect(harness.story().filter((line) => line.includes('DiskFull'))).toEqual([
        '0:30 team/webhook[0]: first notification: DiskFull firing',
        '10:30 team/webhook[0]: all alerts resolved: DiskFull resolved',
      ]);
    }, `${simpleConfig()}\n${inhibit}\n`);
  });

  it('says nothing of an alert that was muted from the beginning', async () => {
    await strictly(async (harness) => {
      await harness.silence('alertname=DiskFull', '10m');
      await harness.post({ ...A, endsAt: '2m' });
      await harness.at('1h');
      expect(harness.story()).toEqual([]);
    });
  });

  it('never shows a group as resolved while an alert that was told still fires, muted', async () => {
    await strictly(async (harness) => {
      await harness.post({ ...A, endsAt: '2h' }, { ...B, endsAt: '3m' });
      await harness.at('1m');
      await harness.silence('instance=a', '2h');
      await harness.at('1h');
      expect(harness.story()).toEqual([
        '0:30 team/webhook[0]: first notification: DiskFull firing, DiskFull firing',
        '5:30 team/webhook[0]: some alerts resolved: DiskFull firing, DiskFull resolved',
      ]);
    });
  });

  it('tells an alert again that still fires when it is no longer muted, also after a restart', async () => {
    await strictly(async (harness) => {
      await harness.post({ ...A, endsAt: '2h' });
      await harness.at('1m');
      const id = await harness.silence('alertname=DiskFull', '2h');
      await harness.at('21m');
      await harness.restart();
      await harness.at('31m');
      await harness.expireSilence(id);
      await harness.at('1h');
      expect(harness.story()).toEqual([
        '0:30 team/webhook[0]: first notification: DiskFull firing',
        expect.stringMatching(/^3[1-6]:\d\d team\/webhook\[0]: new alerts added: DiskFull firing$/),
      ]);
    });
  });

  it('does not repeat what is muted', async () => {
    await strictly(async (harness) => {
      await harness.post({ ...A, endsAt: '1d' });
      await harness.at('1m');
      await harness.silence('alertname=DiskFull', '1d');
      await harness.at('20h');
      expect(harness.story()).toHaveLength(1);
    });
  });

  it('goes on telling the truth when a delivery fails after the mute', async () => {
    await strictly(async (harness) => {
      await harness.post({ ...A, endsAt: '2h' });
      await harness.at('1m');
      const id = await harness.silence('alertname=DiskFull', '2h');
      await harness.at('6m');
      harness.answers('team/webhook[0]', () => ({ kind: 'retry', reason: 'serverError', error: 'down' }));
      await harness.expireSilence(id);
      await harness.at('17m');
      harness.answers('team/webhook[0]', () => ({ kind: 'delivered' }));
      await harness.at('40m');
      expect(harness.story()).toEqual([
        '0:30 team/webhook[0]: first notification: DiskFull firing',
        expect.stringContaining('new alerts added: DiskFull firing'),
      ]);
    });
  });
});
