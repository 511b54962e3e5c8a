import { decodeCss } from './css-decode.js';

it.each([
  ['plain', 'plain'],
  ['\\61', 'a'],
  ['\\61 b', 'ab'],
  ['\\61  b', 'a b'],
  ['\\61\r\nb', 'ab'],
  ['\\000061b', 'ab'],
  ['\\10ffff', '\u{10ffff}'],
  ['\\1f5255', '\u{1f525}5'],
  ['\\d800', '\ufffd'],
  ['\\"\\\\\\zz', '"\\zz'],
  ['\\🔥x', '🔥x'],
  ['x\\', 'x'],
])('reads %j', (text, want) => {
  expect(decodeCss(text)).toBe(want);
});
