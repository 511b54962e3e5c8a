import { truncateToFit } from './truncate-to-fit.js';

const bytesAtMost = (max: number) => (text: string) => Buffer.byteLength(text) <= max;

describe('truncateToFit', () => {
  it.each`
    text              | max   | cut
    ${'short'}        | ${5}  | ${'short'}
    ${''}             | ${0}  | ${''}
    ${'0123456789'}   | ${9}  | ${'012345…'}
    ${'éééééé'}       | ${11} | ${'éééé…'}
    ${'😀😀😀😀😀😀'} | ${19} | ${'😀😀😀😀…'}
    ${'0123456789'}   | ${2}  | ${'01'}
    ${'😀'}           | ${3}  | ${''}
  `('cuts "$text" to $max bytes', ({ text, max, cut }) => {
    expect(truncateToFit(text, bytesAtMost(max))).toBe(cut);
  });

  it('leaves as much as fits', () => {
    const fits = bytesAtMost(4096);
    const cut = truncateToFit('é'.repeat(10_000), fits);
    expect(Buffer.byteLength(cut)).toBe(4095);
    expect(cut.endsWith('é…')).toBe(true);
  });
});
