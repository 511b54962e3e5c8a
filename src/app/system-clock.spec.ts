import { jest } from '@jest/globals';
import { SystemClock } from './system-clock.js';

const START_MS = 1_700_000_000_000;
const DAY_MS = 86_400_000;

describe('SystemClock', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: START_MS });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('keeps one timeout for any number of timers and none when they are gone', () => {
    const clock = new SystemClock();
    const cancels = [300, 100, 200].map((ms) => clock.at(START_MS + ms, () => {}));
    expect(jest.getTimerCount()).toBe(1);
    for (const cancel of cancels) cancel();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('runs timers in order, a passed one as soon as possible but not within at()', () => {
    const clock = new SystemClock();
    const seen: string[] = [];
    clock.at(START_MS + 50, () => seen.push('later'));
    clock.at(START_MS - 50, () => seen.push('passed'));
    expect(seen).toEqual([]);
    jest.advanceTimersByTime(0);
    expect(seen).toEqual(['passed']);
    jest.advanceTimersByTime(50);
    expect(seen).toEqual(['passed', 'later']);
  });

  it('waits longer than a timeout can', () => {
    const clock = new SystemClock();
    let ranAtMs = 0;
    clock.at(START_MS + 40 * DAY_MS, () => {
      ranAtMs = clock.now();
    });
    jest.advanceTimersByTime(41 * DAY_MS);
    expect(ranAtMs).toBe(START_MS + 40 * DAY_MS);
  });

  it('notices within a minute that the clock was set forward', () => {
    const clock = new SystemClock();
    let hasRun = false;
    clock.at(START_MS + 10 * DAY_MS, () => {
      hasRun = true;
    });
    jest.setSystemTime(START_MS + 11 * DAY_MS);
    jest.advanceTimersByTime(60_000);
    expect(hasRun).toBe(true);
  });

  it('runs nothing early when the clock was set back', () => {
    const clock = new SystemClock();
    let ranAtMs = 0;
    clock.at(START_MS + 30_000, () => {
      ranAtMs = clock.now();
    });
    jest.setSystemTime(START_MS - 3_600_000);
    jest.advanceTimersByTime(60_000);
    expect(ranAtMs).toBe(0);
    jest.advanceTimersByTime(3_600_000);
    expect(ranAtMs).toBe(START_MS + 30_000);
  });

  it('goes on after a timer has thrown', () => {
    const clock = new SystemClock();
    let hasRun = false;
    clock.at(START_MS + 1, () => {
      throw new Error('boom');
    });
    clock.at(START_MS + 1, () => {
      hasRun = true;
    });
    expect(() => jest.advanceTimersByTime(1)).toThrow('boom');
    jest.advanceTimersByTime(1);
    expect(hasRun).toBe(true);
  });
});
