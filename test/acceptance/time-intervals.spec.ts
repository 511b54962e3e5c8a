import { simpleConfig, tell } from '../support/story.js';

const INTERVALS = `
time_intervals:
  - name: working hours
    time_intervals:
      - times: [{start_time: '09:00', end_time: '17:00'}]
        weekdays: ['monday:friday']
        location: Europe/Berlin
`;
const ALERT = { labels: { alertname: 'a' }, endsAt: '30d' };
const config = (key: string) =>
  simpleConfig(
    `routes: [{receiver: office, ${key}: [working hours]}]`,
    `  - name: office\n    webhook_configs: [{url: 'http://office.test'}]\n${INTERVALS}`,
  ).replace('group_interval: 5m', 'group_interval: 1h');

describe('time intervals', () => {
  it('mute a route while one of its mute intervals holds, and say which', async () => {
    // Monday, 16:30 in Berlin.
    const startMs = Date.UTC(2026, 5, 1, 14, 30);
    await tell(
      config('mute_time_intervals'),
      async (harness) => {
        await harness.post(ALERT);
        await harness.at('3h');
        expect(harness.story()).toEqual(['60:30 office/webhook[0]: first notification: a firing']);
        expect(harness.records()[0]?.dropped).toMatchObject([
          { reason: { kind: 'in mute time', intervals: ['working hours'] } },
        ]);
      },
      { startMs },
    );
  });

  it('mute a route while none of its active intervals holds, and say which', async () => {
    // Monday, 07:30 in Berlin.
    await tell(
      config('active_time_intervals'),
      async (harness) => {
        await harness.post(ALERT);
        await harness.at('3h');
        expect(harness.story()).toEqual(['120:30 office/webhook[0]: first notification: a firing']);
        expect(harness.records()[0]?.dropped).toMatchObject([
          { reason: { kind: 'outside active time', intervals: ['working hours'] } },
        ]);
      },
      { startMs: Date.UTC(2026, 5, 1, 5, 30) },
    );
  });

  it('follow the clock on the wall when summer time ends', async () => {
    // Friday evening before; on Monday, 26 October 2026, Berlin is an hour nearer to UTC.
    const startMs = Date.UTC(2026, 9, 23, 20);
    await tell(
      config('active_time_intervals'),
      async (harness) => {
        await harness.post(ALERT);
        await harness.at('3d');
        // 08:00 UTC is 09:00 in Berlin.
        const at = new Date(startMs + (harness.told()[0]?.atMs ?? 0)).toISOString();
        expect(at).toBe('2026-10-26T08:00:30.000Z');
      },
      { startMs },
    );
  });
});
