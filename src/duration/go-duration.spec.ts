import { formatGoDuration, parseGoDuration } from './go-duration.js';

describe('Go durations', () => {
  it.each`
    text                        | ms                   | printed
    ${'0'}                      | ${0}                 | ${'0s'}
    ${'1h30m'}                  | ${5_400_000}         | ${'1h30m0s'}
    ${'500ms'}                  | ${500}               | ${'500ms'}
    ${'1.5s'}                   | ${1500}              | ${'1.5s'}
    ${'90s'}                    | ${90_000}            | ${'1m30s'}
    ${'120h'}                   | ${432_000_000}       | ${'120h0m0s'}
    ${'10us'}                   | ${0.01}              | ${'10µs'}
    ${'-2s'}                    | ${-2000}             | ${'-2s'}
    ${'1h1h'}                   | ${7_200_000}         | ${'2h0m0s'}
    ${'+1.001s'}                | ${1001}              | ${'1.001s'}
    ${'.5m'}                    | ${30_000}            | ${'30s'}
    ${'1.s'}                    | ${1000}              | ${'1s'}
    ${'3μs'}                    | ${0.003}             | ${'3µs'}
    ${'-1ns'}                   | ${-0.000001}         | ${'-1ns'}
    ${'-0s'}                    | ${0}                 | ${'0s'}
    ${'1m0.000000001s'}         | ${60_000.000001}     | ${'1m0.000000001s'}
    ${'2540400h10m10s'}         | ${9_145_440_610_000} | ${'2540400h10m10s'}
    ${'0.9999999999999999999s'} | ${1000}              | ${'1s'}
  `('$text is $ms ms and prints as $printed', ({ text, ms, printed }) => {
    expect(parseGoDuration(text)).toBe(ms);
    expect(formatGoDuration(ms)).toBe(printed);
  });

  it.each`
    text                       | message
    ${''}                      | ${'time: invalid duration ""'}
    ${'5'}                     | ${'time: missing unit in duration "5"'}
    ${'5x'}                    | ${'time: unknown unit "x" in duration "5x"'}
    ${'1d'}                    | ${'time: unknown unit "d" in duration "1d"'}
    ${'x'}                     | ${'time: invalid duration "x"'}
    ${'.'}                     | ${'time: invalid duration "."'}
    ${'-'}                     | ${'time: invalid duration "-"'}
    ${'1s '}                   | ${'time: unknown unit "s " in duration "1s "'}
    ${'1é"'}                   | ${'time: unknown unit "\\xc3\\xa9\\"" in duration "1\\xc3\\xa9\\""'}
    ${'9223372036854775808ns'} | ${'time: invalid duration "9223372036854775808ns"'}
    ${'99999999999999999999h'} | ${'time: invalid duration "99999999999999999999h"'}
  `('refuses "$text"', ({ text, message }) => {
    expect(() => parseGoDuration(text)).toThrow(new Error(message));
  });

  it('reads the shortest and the longest duration of 64 bits', () => {
    expect(parseGoDuration('-9223372036854775808ns')).toBe(-9_223_372_036_854.775);
    expect(parseGoDuration('9223372036854775807ns')).toBe(9_223_372_036_854.775);
  });

  it('carries what rounds up to a millisecond', () => {
    expect(formatGoDuration(0.9999999)).toBe('1ms');
  });
});
