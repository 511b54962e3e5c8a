import { simpleConfig, tell } from '../support/story.js';

const CONFIG = simpleConfig().replace('group_by: [alertname]', 'group_by: [job]');
const alert = (alertname: string) => ({ labels: { alertname, job: 'db' }, endsAt: '1d' });

describe('the rhythm of a group', () => {
  it('tells what is new at the next flush, not before', async () => {
    await tell(CONFIG, async (harness) => {
      await harness.post(alert('a'));
      await harness.at('31s');
      await harness.post(alert('b'));
      await harness.at('5m29s');
      expect(harness.story()).toHaveLength(1);
      await harness.at('5m30s');
      expect(harness.story()[1]).toBe('5:30 team/webhook[0]: new alerts added: a firing, b firing');
    });
  });

  it('is not shifted by a receiver that hangs', async () => {
    await tell(CONFIG, async (harness) => {
      harness.answers('team/webhook[0]', () => 'hang');
      await harness.post(alert('a'));
      await harness.at('4m');
      harness.answers('team/webhook[0]', () => ({ kind: 'delivered' }));
      await harness.at('6m');
      expect(harness.attempts.map(({ atMs, outcome }) => [atMs / 1000, outcome])).toEqual([
        [30, 'hanging'],
        [330, 'delivered'],
      ]);
    });
  });

  it('is not disturbed by an alert that is sent again', async () => {
    await tell(CONFIG, async (harness) => {
      await harness.post(alert('a'));
      for (const moment of ['15s', '45s', '3m', '5m']) {
        await harness.at(moment);
        await harness.post(alert('a'));
      }
      await harness.at('30m');
      expect(harness.story()).toEqual(['0:30 team/webhook[0]: first notification: a firing']);
      expect(harness.records().map(({ atMs }) => (atMs - harness.startMs) / 1000)).toEqual([
        30, 330, 630, 930, 1230, 1530,
      ]);
    });
  });
});
