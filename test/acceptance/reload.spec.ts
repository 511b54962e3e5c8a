import { simpleConfig, tell } from '../support/story.js';

const ONE_GROUP = simpleConfig().replace('group_by: [alertname]', 'group_by: [job]');
const alert = (alertname: string) => ({ labels: { alertname, job: 'db' }, startsAt: '0', endsAt: '1d' });

describe('a reload', () => {
  it('begins all timers anew, and repeats nothing', async () => {
    await tell(ONE_GROUP, async (harness) => {
      await harness.post(alert('a'));
      await harness.at('1m');
      await harness.reload();
      await harness.at('1m');
      await harness.post(alert('b'));
      await harness.at('10m');
      // The group was rebuilt with an alert older than group_wait, flushed at once, and is due 5 minutes later.
      expect(harness.story()).toEqual([
        '0:30 team/webhook[0]: first notification: a firing',
        '6:00 team/webhook[0]: new alerts added: a firing, b firing',
      ]);
    });
  });

  it('keeps the timers of groups whose route did not change, where it is asked to', async () => {
    await tell(
      ONE_GROUP,
      async (harness) => {
        await harness.post(alert('a'));
        await harness.at('1m');
        await harness.reload();
        await harness.post(alert('b'));
        await harness.at('10m');
        expect(harness.story()).toEqual([
          '0:30 team/webhook[0]: first notification: a firing',
          '5:30 team/webhook[0]: new alerts added: a firing, b firing',
        ]);
      },
      { keepTimers: true },
    );
  });

  it('drops what waits for a route that was taken away', async () => {
    const other = `\n  - name: other\n    webhook_configs: [{url: 'http://other.test'}]`;
    await tell(simpleConfig('routes: [{receiver: other}]', other), async (harness) => {
      harness.answers('other/webhook[0]', () => ({
        kind: 'retry',
        reason: 'rateLimited',
        error: 'wait',
        afterMs: 120_000,
      }));
      await harness.post(alert('a'));
      await harness.at('1m');
      harness.answers('other/webhook[0]', () => ({ kind: 'delivered' }));
      await harness.reload(simpleConfig());
      await harness.at('10m');
      expect(harness.story()).toEqual(['1:00 team/webhook[0]: first notification: a firing']);
    });
  });

  it('drops what waits for the receiver that a route had before', async () => {
    const other = `\n  - name: other\n    webhook_configs: [{url: 'http://other.test'}]`;
    await tell(simpleConfig('', other), async (harness) => {
      harness.answers('team/webhook[0]', () => ({
        kind: 'retry',
        reason: 'rateLimited',
        error: 'wait',
        afterMs: 120_000,
      }));
      await harness.post(alert('a'));
      await harness.at('1m');
      harness.answers('team/webhook[0]', () => ({ kind: 'delivered' }));
      await harness.reload(simpleConfig('', other).replace('receiver: team', 'receiver: other'));
      await harness.at('10m');
      expect(harness.story()).toEqual(['1:00 other/webhook[0]: first notification: a firing']);
    });
  });

  it('leaves everything as it is when the new configuration cannot be used', async () => {
    await tell(ONE_GROUP, async (harness) => {
      await harness.post(alert('a'));
      await harness.at('10s');
      await expect(harness.reload('route: {receiver: nobody}')).rejects.toThrow('undefined receiver "nobody"');
      await harness.at('1m');
      expect(harness.story()).toEqual(['0:30 team/webhook[0]: first notification: a firing']);
    });
  });
});
