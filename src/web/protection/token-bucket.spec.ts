import { TokenBucket } from './token-bucket.js';

describe('a token bucket', () => {
  let nowMs = 0;
  const bucket = (intervalMs: number, burst: number) => new TokenBucket({ intervalMs, burst }, () => nowMs);
  const taken = (from: TokenBucket, times: number) => Array.from({ length: times }, () => from.take());

  it('lets a burst pass, and then one in each interval', () => {
    const limit = bucket(1000, 2);
    expect(taken(limit, 3)).toEqual([true, true, false]);
    nowMs += 999;
    expect(limit.take()).toBe(false);
    nowMs += 1;
    expect(taken(limit, 2)).toEqual([true, false]);
    nowMs += 60_000;
    expect(taken(limit, 3)).toEqual([true, true, false]);
  });

  it.each([0, -1000])('has no limit at an interval of %d', (intervalMs) => {
    expect(taken(bucket(intervalMs, 0), 5)).not.toContain(false);
  });

  it('lets nothing pass without a burst', () => {
    const limit = bucket(1000, 0);
    nowMs += 60_000;
    expect(limit.take()).toBe(false);
  });
});
