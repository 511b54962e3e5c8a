import { simpleConfig, tell } from '../support/story.js';

const alert = (instance: string) => ({ labels: { alertname: instance, job: 'db' }, endsAt: '1d' });
const ONE_GROUP = simpleConfig().replace('group_by: [alertname]', 'group_by: [job]');

describe('group_wait', () => {
  it('gathers what comes while a new group waits', async () => {
    await tell(ONE_GROUP, async (harness) => {
      await harness.post(alert('a'));
      await harness.at('20s');
      await harness.post(alert('b'));
      await harness.at('29s');
      expect(harness.story()).toEqual([]);
      await harness.at('30s');
      expect(harness.story()).toEqual(['0:30 team/webhook[0]: first notification: a firing, b firing']);
    });
  });

  it('is over at once for an alert that is older', async () => {
    await tell(ONE_GROUP, async (harness) => {
      await harness.at('10m');
      await harness.post({ ...alert('old'), startsAt: '1m' });
      await harness.at('10m');
      expect(harness.story()).toEqual(['10:00 team/webhook[0]: first notification: old firing']);
    });
  });

  it('is not cut short by an old alert that joins a group which waits', async () => {
    await tell(ONE_GROUP, async (harness) => {
      await harness.at('10m');
      await harness.post(alert('new'));
      await harness.at('10m5s');
      await harness.post({ ...alert('old'), startsAt: '1m' });
      await harness.at('1h');
      expect(harness.story()[0]).toBe('10:30 team/webhook[0]: first notification: new firing, old firing');
    });
  });

  it('may be nothing', async () => {
    await tell(ONE_GROUP.replace('group_wait: 30s', 'group_wait: 0s'), async (harness) => {
      await harness.post(alert('a'));
      await harness.at('0');
      expect(harness.story()).toEqual(['0:00 team/webhook[0]: first notification: a firing']);
    });
  });
});
