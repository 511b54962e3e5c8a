import { formatGoDuration, parseGoDuration } from './go-duration.js';

describe('Go durations', () => {
  it.each`
    text       | ms             | printed
    ${'0'}     | ${0}           | ${'0s'}
    ${'1h30m'} | ${5_400_000}   | ${'1h30m0s'}
    ${'500ms'} | ${500}         | ${'500ms'}
    ${'1.5s'}  | ${1500}        | ${'1.5s'}
    ${'90s'}   | ${90_000}      | ${'1m30s'}
    ${'120h'}  | ${432_000_000} | ${'120h0m0s'}
    ${'10us'}  | ${0.01}        | ${'10µs'}
    ${'-2s'}   | ${-2000}       | ${'-2s'}
    ${'1h1h'}  | ${7_200_000}   | ${'2h0m0s'}
  `('$text is $ms ms and prints as $printed', ({ text, ms, printed }) => {
    expect(parseGoDuration(text)).toBe(ms);
    expect(formatGoDuration(ms)).toBe(printed);
  });

  it.each`
    text    | message
    ${''}   | ${'time: invalid duration ""'}
    ${'5'}  | ${'time: missing unit in duration "5"'}
    ${'5x'} | ${'time: unknown unit "x" in duration "5x"'}
    ${'1d'} | ${'time: unknown unit "d" in duration "1d"'}
    ${'x'}  | ${'time: invalid duration "x"'}
  `('refuses "$text"', ({ text, message }) => {
    expect(() => parseGoDuration(text)).toThrow(message);
  });
});
