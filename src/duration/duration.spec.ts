import fc from 'fast-check';
import { formatDuration, parseDuration } from './duration.js';

describe('Prometheus durations', () => {
  it.each`
    text                 | ms                   | printed
    ${'0'}               | ${0}                 | ${'0s'}
    ${'0s'}              | ${0}                 | ${'0s'}
    ${'7d'}              | ${604_800_000}       | ${'1w'}
    ${'25h'}             | ${90_000_000}        | ${'1d1h'}
    ${'90s'}             | ${90_000}            | ${'1m30s'}
    ${'1w1d'}            | ${691_200_000}       | ${'8d'}
    ${'730d'}            | ${63_072_000_000}    | ${'2y'}
    ${'1h0m30s'}         | ${3_630_000}         | ${'1h30s'}
    ${'1s5ms'}           | ${1005}              | ${'1s5ms'}
    ${'007m'}            | ${420_000}           | ${'7m'}
    ${'9223372036854ms'} | ${9_223_372_036_854} | ${'106751d23h47m16s854ms'}
  `('$text is $ms ms and prints as $printed', ({ text, ms, printed }) => {
    expect(parseDuration(text)).toBe(ms);
    expect(formatDuration(ms)).toBe(printed);
  });

  it.each`
    text                        | message
    ${''}                       | ${'empty duration string'}
    ${'1'}                      | ${'not a valid duration string: "1"'}
    ${'-1s'}                    | ${'not a valid duration string: "-1s"'}
    ${'1m1h'}                   | ${'not a valid duration string: "1m1h"'}
    ${'1s1s'}                   | ${'not a valid duration string: "1s1s"'}
    ${' 1s'}                    | ${'not a valid duration string: " 1s"'}
    ${'1x'}                     | ${'unknown unit "x" in duration "1x"'}
    ${'1.5h'}                   | ${'unknown unit "." in duration "1.5h"'}
    ${'1\u0001'}                | ${'unknown unit "\\x01" in duration "1\\x01"'}
    ${'293y'}                   | ${'duration out of range'}
    ${'9223372036855ms'}        | ${'duration out of range'}
    ${'292y100w'}               | ${'duration out of range'}
    ${'18446744073709551615ms'} | ${'duration out of range'}
    ${'18446744073709551616ms'} | ${'not a valid duration string: "18446744073709551616ms"'}
  `('refuses "$text"', ({ text, message }) => {
    expect(() => parseDuration(text)).toThrow(new Error(message));
  });

  it.each`
    ms       | printed
    ${-1500} | ${'-1s500ms'}
    ${0.9}   | ${'0s'}
    ${1.9}   | ${'1ms'}
  `('prints $ms ms as $printed', ({ ms, printed }) => {
    expect(formatDuration(ms)).toBe(printed);
  });

  it('reads back what it prints', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_223_372_036_854 }), (ms) => {
        expect(parseDuration(formatDuration(ms))).toBe(ms);
      }),
    );
  });
});
