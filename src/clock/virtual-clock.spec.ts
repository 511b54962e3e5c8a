import { VirtualClock } from './virtual-clock.js';

const settle = () => Promise.resolve();

describe('VirtualClock', () => {
  it('runs timers at their own moments, in order, and equal ones as they were set', async () => {
    const clock = new VirtualClock(1000);
    const seen: string[] = [];
    const note = (name: string) => () => seen.push(`${name}@${clock.now()}`);
    clock.at(3000, note('c'));
    clock.at(2000, note('a'));
    clock.at(2000, note('b'));
    clock.at(9000, note('late'));
    await clock.advanceTo(5000, settle);
    expect(seen).toEqual(['a@2000', 'b@2000', 'c@3000']);
    expect(clock.now()).toBe(5000);
    expect(clock.next()).toBe(9000);
  });

  it('never runs a timer before at() has returned, and runs a late one without turning back', async () => {
    const clock = new VirtualClock(1000);
    const seen: number[] = [];
    clock.at(10, () => seen.push(clock.now()));
    expect(seen).toEqual([]);
    await clock.advanceTo(1000, settle);
    expect(seen).toEqual([1000]);
  });

  it('lets promises run between timers', async () => {
    const clock = new VirtualClock(0);
    const seen: number[] = [];
    const wait = (atMs: number) => new Promise<void>((resolve) => clock.at(atMs, resolve));
    const story = (async () => {
      for (let i = 1; i <= 3; i++) {
        await wait(clock.now() + 100);
        seen.push(clock.now());
      }
    })();
    await clock.advanceTo(1000, settle);
    await story;
    expect(seen).toEqual([100, 200, 300]);
  });
});
