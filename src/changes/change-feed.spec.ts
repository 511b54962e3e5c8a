import { describe, expect, it } from '@jest/globals';
import { RecordedLogger } from '../../test/support/recorded-logger.js';
import { VirtualClock } from '../clock/virtual-clock.js';
import type { ChangeWatch, Report } from './change.js';
import { ChangeFeed } from './change-feed.js';

class TestWatch implements ChangeWatch {
  report: Report = () => {};
  isOn = false;
  looks = 0;
  looksWith: () => Promise<void> = async () => {};

  start(report: Report): void {
    this.report = report;
    this.isOn = true;
  }

  look(): Promise<void> {
    this.looks++;
    return this.looksWith();
  }

  stop(): void {
    this.isOn = false;
  }

  tell(key: string, change: string, data = {}): void {
    this.report({ kind: 'alert', key, change, data });
  }
}

function setUp() {
  const clock = new VirtualClock(0);
  const watch = new TestWatch();
  const logger = new RecordedLogger();
  let rings = 0;
  const feed = new ChangeFeed({ clock, watches: [watch], newId: () => `ring${++rings}`, logger });
  const rest = () => new Promise<void>((resolve) => setImmediate(resolve));
  const at = async (ms: number) => {
    await clock.advanceTo(ms, rest);
    await rest();
  };
  const told = () => feed.ring.after(0, 100_000)?.map(({ json }) => json);
  return { clock, watch, feed, at, told, logger };
}

describe('ChangeFeed', () => {
  it('does nothing while nobody listens', async () => {
    const { clock, watch } = setUp();
    expect([watch.isOn, clock.next()]).toEqual([false, undefined]);
  });

  it('tells each change once, and of one key the last', async () => {
    const { watch, feed, at, told } = setUp();
    let calls = 0;
    await feed.listen(() => calls++);
    watch.tell('a', 'changed', { n: 1 });
    watch.tell('b', 'resolved');
    watch.tell('a', 'changed', { n: 2 });
    expect(told()).toEqual([]);
    await at(250);
    expect(told()).toEqual(['{"change":"changed","n":2}', '{"change":"resolved"}']);
    await at(1000);
    expect([calls, told()?.length]).toEqual([1, 2]);
    watch.tell('a', 'changed', { n: 3 });
    await at(1250);
    expect(told()?.at(-1)).toBe('{"change":"changed","n":3}');
  });

  it.each([
    [['fired', 'changed'], 'fired'],
    [['created', 'updated', 'updated'], 'created'],
    [['fired', 'resolved'], 'resolved'],
    [['resolved', 'fired'], 'fired'],
    [['changed', 'removed'], 'removed'],
  ])('of %j tells %s', async (changes, expected) => {
    const { watch, feed, at, told } = setUp();
    await feed.listen(() => {});
    for (const change of changes) watch.tell('a', change);
    await at(250);
    expect(told()).toEqual([JSON.stringify({ change: expected })]);
  });

  it('spreads a storm', async () => {
    const { watch, feed, at, told } = setUp();
    await feed.listen(() => {});
    for (let i = 0; i < 2500; i++) watch.tell(String(i), 'fired');
    const counts: (number | undefined)[] = [];
    for (const ms of [250, 500, 750, 1000]) {
      await at(ms);
      counts.push(told()?.length);
    }
    expect(counts).toEqual([1000, 2000, 2500, 2500]);
  });

  it('goes on for a minute after the last listener, so that he may come back', async () => {
    const { clock, watch, feed, at } = setUp();
    const stop = await feed.listen(() => {});
    const { ring } = feed;
    stop();
    stop();
    watch.tell('a', 'fired');
    await at(59_000);
    const again = await feed.listen(() => {});
    expect([feed.ring === ring, ring.newest, watch.isOn]).toEqual([true, 1, true]);
    again();
    await at(120_000);
    expect([watch.isOn, clock.next(), feed.ring === ring]).toEqual([false, undefined, false]);
    expect(feed.ring.numberOf(ring.idOf(1))).toBeUndefined();

    await feed.listen(() => {});
    watch.tell('a', 'fired');
    await at(121_000);
    expect(feed.ring.newest).toBe(1);
  });

  it('does not look again before the last look has ended', async () => {
    const { watch, feed, at } = setUp();
    let release = () => {};
    watch.looksWith = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    await feed.listen(() => {});
    await at(2000);
    expect(watch.looks).toBe(1);
    release();
    await at(2500);
    expect(watch.looks).toBe(2);
  });

  it('goes on after a look that failed, and says so', async () => {
    const { watch, feed, at, told, logger } = setUp();
    watch.looksWith = () => Promise.reject(new Error('odd'));
    await feed.listen(() => {});
    watch.tell('a', 'fired');
    await at(250);
    watch.looksWith = async () => {};
    await at(500);
    expect([told()?.length, logger.lines]).toEqual([1, ['error: Changes could not be looked for; it is tried again']]);
  });

  it('ends when it is closed', async () => {
    const { clock, watch, feed } = setUp();
    await feed.listen(() => {});
    feed.close();
    expect([watch.isOn, clock.next()]).toEqual([false, undefined]);
  });
});
