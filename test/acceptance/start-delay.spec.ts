import { simpleConfig, tell } from '../support/story.js';

const alert = (alertname: string) => ({ labels: { alertname }, endsAt: '1d' });

describe('the start delay', () => {
  it('holds every group back until it is over; what is overdue then goes at once', async () => {
    await tell(
      simpleConfig(),
      async (harness) => {
        await harness.post(alert('early'));
        await harness.at('1m50s');
        await harness.post(alert('late'));
        await harness.at('10m');
        expect(harness.story()).toEqual([
          '2:00 team/webhook[0]: first notification: early firing',
          '2:20 team/webhook[0]: first notification: late firing',
        ]);
      },
      { startDelay: '2m' },
    );
  });
});
