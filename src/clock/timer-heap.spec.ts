import fc from 'fast-check';
import { TimerHeap } from './timer-heap.js';

function drain(heap: TimerHeap): void {
  for (let run = heap.takeDue(Number.MAX_SAFE_INTEGER); run !== undefined; run = heap.takeDue(Number.MAX_SAFE_INTEGER))
    run();
}

describe('TimerHeap', () => {
  it('runs timers by their moment, and those of one moment in the order in which they were set', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ atMs: fc.nat(20), isCancelled: fc.boolean() }), { maxLength: 300 }),
        (wanted) => {
          const heap = new TimerHeap();
          const ran: number[] = [];
          const cancels = wanted.map(({ atMs }, i) => heap.add(atMs, () => ran.push(i)));
          for (const [i, { isCancelled }] of wanted.entries()) {
            if (isCancelled) cancels[i]?.();
          }
          const expected = wanted
            .map(({ atMs, isCancelled }, i) => ({ atMs, isCancelled, i }))
            .filter(({ isCancelled }) => !isCancelled)
            .toSorted((a, b) => a.atMs - b.atMs || a.i - b.i)
            .map(({ i }) => i);
          expect(heap.size).toBe(expected.length);
          drain(heap);
          expect(ran).toEqual(expected);
          expect(heap.size).toBe(0);
        },
      ),
    );
  });

  it('keeps a timer that is not due', () => {
    const heap = new TimerHeap();
    heap.add(10, () => {});
    expect(heap.takeDue(9)).toBeUndefined();
    expect(heap.next()).toBe(10);
  });

  it('ignores the cancelling of a timer that has run', () => {
    const heap = new TimerHeap();
    const cancel = heap.add(1, () => {});
    heap.takeDue(1)?.();
    cancel();
    expect(heap.size).toBe(0);
  });
});
