import { parseFlagDuration } from './flag-duration.js';

describe('parseFlagDuration', () => {
  it.each`
    text        | ms
    ${'30s'}    | ${30_000}
    ${'0'}      | ${0}
    ${'1d'}     | ${86_400_000}
    ${'1.5d'}   | ${129_600_000}
    ${'1w2d3h'} | ${788_400_000}
    ${'-1d1s'}  | ${-86_401_000}
  `('reads $text', ({ text, ms }) => {
    expect(parseFlagDuration(text)).toBe(ms);
  });

  it.each`
    text      | complaint
    ${'5x'}   | ${'time: unknown unit "x" in duration "5x"'}
    ${'1d5x'} | ${'time: unknown unit "x" in duration "1d5x"'}
    ${'5'}    | ${'time: missing unit in duration "5"'}
    ${''}     | ${'time: invalid duration ""'}
    ${'d'}    | ${'time: invalid duration "d"'}
  `('refuses "$text"', ({ text, complaint }) => {
    expect(() => parseFlagDuration(text)).toThrow(complaint);
  });
});
