import { simpleConfig, tell } from '../support/story.js';

describe('repeat_interval', () => {
  it.each`
    repeat   | secondAt
    ${'10m'} | ${'15:30'}
    ${'11m'} | ${'15:30'}
    ${'1m'}  | ${'5:30'}
  `('of $repeat repeats at the first flush that is more than it later ($secondAt)', async ({ repeat, secondAt }) => {
    await tell(simpleConfig().replace('repeat_interval: 4h', `repeat_interval: ${repeat}`), async (harness) => {
      await harness.post({ labels: { alertname: 'a' }, endsAt: '1d' });
      await harness.at('16m');
      expect(harness.story()[1]).toBe(`${secondAt} team/webhook[0]: repeat interval elapsed: a firing`);
    });
  });
});
