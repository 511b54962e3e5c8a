import { tell } from '../support/story.js';

const CONFIG = `
route:
  receiver: team
  group_by: [job]
  group_wait: 30s
  group_interval: 5m
receivers:
  - name: team
    webhook_configs:
      - {url: 'http://all.test', send_resolved: true}
      - {url: 'http://firing.test', send_resolved: false}
`;
const alert = (alertname: string, endsAt = '1d') => ({ labels: { alertname, job: 'db' }, endsAt });

describe('deduplication', () => {
  it('says nothing of an alert that fired and ended between two flushes', async () => {
    await tell(CONFIG, async (harness) => {
      await harness.post(alert('a'));
      await harness.at('1m');
      await harness.post(alert('short', '2m'));
      await harness.at('10m');
      const told = harness.told().flatMap(({ alerts }) => alerts);
      expect(told).not.toContain('short firing');
      expect(harness.story().slice(2)).toEqual([
        '5:30 team/webhook[0]: some alerts resolved: a firing, short resolved',
      ]);
    });
  });

  it('says nothing of a group that ended before its first flush', async () => {
    await tell(CONFIG, async (harness) => {
      await harness.post(alert('a', '10s'));
      await harness.at('10m');
      expect(harness.story()).toEqual([]);
      expect(harness.records().map(({ decisions }) => decisions.map(({ verdict }) => verdict.reason))).toEqual([
        ['none', 'none'],
      ]);
    });
  });

  it('says nothing of an alert that ended and fired again between two flushes', async () => {
    await tell(CONFIG, async (harness) => {
      await harness.post(alert('a'));
      await harness.at('1m');
      await harness.post(alert('a', '1m'));
      await harness.at('2m');
      await harness.post(alert('a'));
      await harness.at('20m');
      expect(harness.story()).toHaveLength(2);
    });
  });

  it('takes an alert that fires again beside others for known, without send_resolved', async () => {
    await tell(CONFIG, async (harness) => {
      await harness.post(alert('a'), alert('b'));
      await harness.at('1m');
      await harness.post(alert('b', '1m'));
      await harness.at('6m');
      await harness.post(alert('b'));
      await harness.at('12m');
      expect(harness.story('team').filter((line) => line.includes('webhook[1]'))).toEqual([
        '0:30 team/webhook[1]: first notification: a firing, b firing',
      ]);
      expect(
        harness
          .story('team')
          .filter((line) => line.includes('webhook[0]'))
          .slice(1),
      ).toEqual([
        '5:30 team/webhook[0]: some alerts resolved: a firing, b resolved',
        '10:30 team/webhook[0]: new alerts added: a firing, b firing',
      ]);
    });
  });

  it('begins anew after all has ended', async () => {
    await tell(CONFIG, async (harness) => {
      await harness.post(alert('a', '1m'));
      await harness.at('20m');
      await harness.post(alert('a', '1d'));
      await harness.at('21m');
      expect(harness.story().filter((line) => line.includes('webhook[1]'))).toEqual([
        '0:30 team/webhook[1]: first notification: a firing',
        '20:30 team/webhook[1]: first notification: a firing',
      ]);
    });
  });
});
