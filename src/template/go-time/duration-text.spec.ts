import { durationText, roundDuration, truncateDuration } from './duration-text.js';

describe('durations', () => {
  it.each([
    [0n, '0s'],
    [1n, '1ns'],
    [1100n, '1.1µs'],
    [2_200_000n, '2.2ms'],
    [3_300_000_000n, '3.3s'],
    [245_000_000_000n, '4m5s'],
    [245_001_000_000n, '4m5.001s'],
    [18_367_001_000_000n, '5h6m7.001s'],
    [480_000_000_001n, '8m0.000000001s'],
    [-(1n << 63n), '-2562047h47m16.854775808s'],
  ])('%s ns is %s', (nanos, want) => {
    expect(durationText(nanos)).toBe(want);
  });

  it('round halves away from zero and truncate towards it', () => {
    expect([roundDuration(15n, 10n), roundDuration(-15n, 10n), roundDuration(14n, 10n)]).toEqual([20n, -20n, 10n]);
    expect([truncateDuration(19n, 10n), truncateDuration(-19n, 10n), truncateDuration(7n, 0n)]).toEqual([
      10n,
      -10n,
      7n,
    ]);
  });
});
