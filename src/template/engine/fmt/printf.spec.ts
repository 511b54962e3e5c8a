import { anyMap, anySlice, type GoValue, stringSlice } from '../go-value.js';
import { sprint } from './print.js';
import { sprintf } from './printf.js';

describe('printf', () => {
  it.each<[string, readonly GoValue[], string]>([
    ['%6.2f|%-6.2f|%+06.1f', [1.5, 1.5, 1.5], '  1.50|1.50  |+001.5'],
    ['%f %5.1f|% f', [Number.POSITIVE_INFINITY, Number.NaN, 1], '+Inf   NaN| 1.000000'],
    ['%x %X %#x % #x', ['hi', 'hi', 'hi', 'hi'], '6869 6869 0x6869 0x68 0x69'],
    ['%q %+q %#q', ['\udc80é', 'é', 'a`b'], '"\\x80é" "\\u00e9" "a`b"'],
    ['%d %+d %x %o %b %c %U', [5n, 5n, -255n, 8n, 5n, 233n, 233n], '5 +5 -ff 10 101 é U+00E9'],
    ['%*d|%-*d|%.*f', [5n, 42n, 5n, 42n, 1n, 2.55], '   42|42   |2.5'],
    ['%[3]v %[1]v %v', ['a', 'b', 'c'], 'c a b'],
    ['%v %s', [undefined, undefined], '<nil> %!s(<nil>)'],
    ['%!', [1n], '%!!(int=1)'],
    ['%z %d', [1n], '%!z(int=1) %!d(MISSING)'],
    ['100%', [], '100%!(NOVERB)'],
    [
      '%v %+v %#v',
      [
        anyMap([
          ['b', 1],
          ['a', anySlice(['x'])],
        ]),
        stringSlice([]),
        stringSlice(['a']),
      ],
      'map[a:[x] b:1] [] []string{"a"}',
    ],
  ])('%s', (format, args, want) => {
    expect(sprintf(format, args)).toBe(want);
  });
});

describe('print', () => {
  it.each<[readonly GoValue[], string]>([
    [['a', 'b'], 'ab'],
    [[1n, 2n, 'a', 3n], '1 2a3'],
    [[1n, true, 1.5], '1 true 1.5'],
    [[anySlice([undefined, 'x']), undefined], '[<nil> x] <nil>'],
  ])('puts blanks between operands that are no strings', (args, want) => {
    expect(sprint(args)).toBe(want);
  });
});
