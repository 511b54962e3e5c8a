import { tell } from '../support/story.js';

const CONFIG = `
route:
  receiver: team
  group_by: [alertname]
  group_wait: 0s
  group_interval: 5m
receivers:
  - name: team
    webhook_configs: [{url: 'http://a.test'}, {url: 'http://b.test'}]
`;
const ALERT = { labels: { alertname: 'a' }, endsAt: '1d' };
const FIRST = 'team/webhook[0]';

describe('a receiver that fails', () => {
  it('is tried again after 500 ms, and half as long again each time', async () => {
    await tell(CONFIG, async (harness) => {
      harness.answers(FIRST, () => ({ kind: 'retry', reason: 'serverError', error: 'unexpected status code 503' }));
      await harness.post(ALERT);
      await harness.at('5s');
      const times = harness.attempts.filter(({ integration }) => integration === FIRST).map(({ atMs }) => atMs);
      expect(times).toEqual([0, 500, 1250, 2375, 4063]);
    });
  });

  it('does not hold up the others', async () => {
    await tell(CONFIG, async (harness) => {
      harness.answers(FIRST, () => 'hang');
      await harness.post(ALERT);
      await harness.at('1s');
      expect(harness.story()).toEqual(['0:00 team/webhook[1]: first notification: a firing']);
    });
  });

  it('begins a new series with the next flush, with the same reason', async () => {
    await tell(CONFIG, async (harness) => {
      harness.answers(FIRST, () => ({ kind: 'retry', reason: 'serverError', error: 'unexpected status code 503' }));
      await harness.post(ALERT);
      await harness.at('4m59s');
      harness.answers(FIRST, () => ({ kind: 'delivered' }));
      await harness.at('5m1s');
      expect(harness.told().find(({ integration }) => integration === FIRST)).toMatchObject({
        atMs: 300_000,
        reason: 'first notification',
      });
    });
  });

  it('is not tried again before the next flush when it refuses for good', async () => {
    await tell(CONFIG, async (harness) => {
      harness.answers(FIRST, () => ({ kind: 'giveUp', reason: 'clientError', error: 'unexpected status code 400' }));
      await harness.post(ALERT);
      await harness.at('10m1s');
      const times = harness.attempts.filter(({ integration }) => integration === FIRST).map(({ atMs }) => atMs / 1000);
      expect(times).toEqual([0, 300, 600]);
      expect(harness.logger.lines.filter((line) => line.startsWith('error: Notify for alerts failed'))).toHaveLength(3);
    });
  });

  it('is left alone for as long as it asks, also by the next flush, and is told the newest state then', async () => {
    await tell(CONFIG.replace('group_by: [alertname]', 'group_by: []'), async (harness) => {
      harness.answers(FIRST, () => ({ kind: 'retry', reason: 'rateLimited', error: 'slow down', afterMs: 420_000 }));
      await harness.post(ALERT);
      await harness.at('1m');
      harness.answers(FIRST, () => ({ kind: 'delivered' }));
      await harness.post({ labels: { alertname: 'b' }, endsAt: '1d' });
      await harness.at('9m');
      const attempts = harness.attempts.filter(({ integration }) => integration === FIRST);
      expect(attempts.map(({ atMs, alerts }) => [atMs / 1000, alerts])).toEqual([
        [0, ['a firing']],
        [420, ['a firing', 'b firing']],
      ]);
    });
  });

  it('is not told of an alert that was silenced while it failed', async () => {
    await tell(CONFIG, async (harness) => {
      harness.answers(FIRST, () => ({ kind: 'retry', reason: 'rateLimited', error: 'slow down', afterMs: 600_000 }));
      await harness.post(ALERT);
      await harness.at('1m');
      harness.answers(FIRST, () => ({ kind: 'delivered' }));
      await harness.silence('alertname=a', '1h');
      await harness.at('30m');
      expect(harness.told().filter(({ integration }) => integration === FIRST)).toEqual([]);
    });
  });
});
