import { describe, expect, it } from '@jest/globals';
import { ChangeRing } from './change-ring.js';

function ringOf(count: number): ChangeRing {
  const ring = new ChangeRing('e-1', 3);
  for (let i = 1; i <= count; i++) ring.add('alert', String(i));
  return ring;
}
const jsonsAfter = (ring: ChangeRing, number: number, max = 10) => ring.after(number, max)?.map(({ json }) => json);

describe('ChangeRing', () => {
  it('keeps the last events', () => {
    const ring = ringOf(5);
    expect([0, 1, 2, 3, 4, 5].map((number) => jsonsAfter(ring, number))).toEqual([
      undefined,
      undefined,
      ['3', '4', '5'],
      ['4', '5'],
      ['5'],
      [],
    ]);
    expect(jsonsAfter(ring, 2, 2)).toEqual(['3', '4']);
  });

  it('gives ids that lead back to it', () => {
    const ring = ringOf(2);
    expect(ring.after(1, 1)).toEqual([{ id: 'e-1-2', kind: 'alert', json: '2' }]);
    expect(ring.numberOf('e-1-2')).toBe(2);
    expect(ring.numberOf('e-1-0')).toBe(0);
  });

  it.each(['e-1-1', 'e-1-6', 'e-2-5', 'e-1-', 'e-1-x', '5', '', `e-1-${'9'.repeat(20)}`])(
    'goes on from nowhere after %j',
    (id) => {
      expect(ringOf(5).numberOf(id)).toBeUndefined();
    },
  );
});
