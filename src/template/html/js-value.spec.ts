import { ANY_SLICE, namedType, pointerTo, STRING } from '../engine/go-type.js';
import { anyMap, anySlice, GoBasic, GoPointer, GoSlice, type GoValue } from '../engine/go-value.js';
import { HTML_TYPE } from '../functions/content-functions.js';
import { durationValue } from '../go-time/duration-type.js';
import { zeroTime } from '../go-time/time-value.js';
import { UTC_ZONE } from '../go-time/zone.js';
import { escapeJsValue } from './js-value.js';

const shouting = namedType('Shout', STRING, new Map([['String', { params: [], call: () => 'HEY' }]]));

it.each<[string, GoValue[], string]>([
  ['an integer', [42n], ' 42 '],
  ['a float', [-1.5], ' -1.5 '],
  ['a boolean', [true], ' true '],
  ['nil', [undefined], ' null '],
  ['a string', ['a "b" </script>'], '"a \\"b\\" \\u003c/script\\u003e"'],
  ['line separators', ['\u2028\u2029'], '"\\u2028\\u2029"'],
  ['a list', [anySlice(['a', 1, undefined])], '["a",1,null]'],
  ['a nil list', [new GoSlice(ANY_SLICE, [], true)], ' null '],
  [
    'a map',
    [
      anyMap([
        ['b', 1],
        ['a', '<'],
      ]),
    ],
    '{"a":"\\u003c","b":1}',
  ],
  ['safe HTML', [new GoBasic(HTML_TYPE, '<b>')], '"\\u003cb\\u003e"'],
  ['a pointer', [new GoPointer(pointerTo(STRING), 'a')], '"a"'],
  ['a value with its own text', [new GoBasic(shouting, 'hey')], '"HEY"'],
  ['a duration', [durationValue(90_000_000_000n)], '"1m30s"'],
  ['a time', [zeroTime(UTC_ZONE)], '"0001-01-01T00:00:00Z"'],
  ['several values', ['a', 1n], '"a1"'],
  ['what JSON cannot hold', [Number.NaN], ' /* json: unsupported value: NaN */null '],
])('writes %s', (_, args, want) => {
  expect(escapeJsValue(args)).toBe(want);
});
