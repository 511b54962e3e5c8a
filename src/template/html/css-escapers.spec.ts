import { escapeCssString, filterCssValue } from './css-escapers.js';

it.each([
  ['plain', 'plain'],
  ['<b>"x"', '\\3c b\\3e\\22x\\22 '],
  ["'(a)'", '\\27\\28 a\\29\\27 '],
  ['\\', '\\\\'],
  ['\0\t\n\f\r', '\\0 \\9 \\a \\c \\d '],
  ['a/b:c;d{e}&+', 'a\\2f b\\3a c\\3b d\\7b e\\7d\\26\\2b '],
  ['; ;', '\\3b  \\3b '],
  ['é', 'é'],
])('puts %j into a string', (text, want) => {
  expect(escapeCssString({ kind: 'plain', text })).toBe(want);
});

it.each([
  ['', ''],
  ['foo', 'foo'],
  ['0', '0'],
  ['0px', '0px'],
  ['-5px', '-5px'],
  ['1.25in', '1.25in'],
  ['+.33em', '+.33em'],
  ['100%', '100%'],
  ['.foo', '.foo'],
  ['#bar', '#bar'],
  ['a b, c', 'a b, c'],
  ['ZgotmplZ', 'ZgotmplZ'],
  ['!\\69mportant', '!important'],
  ['#FF0', '#FF0'],
  ['a-b', 'a-b'],
  ['<!--', 'ZgotmplZ'],
  ['-->', 'ZgotmplZ'],
  ['a--b', 'ZgotmplZ'],
  ['"', 'ZgotmplZ'],
  ['a;b', 'ZgotmplZ'],
  ['url(x)', 'ZgotmplZ'],
  ['\\28', 'ZgotmplZ'],
  ['expression', 'ZgotmplZ'],
  ['Expr essi\\6fn', 'ZgotmplZ'],
  ['-moz-binding', '-moz-binding'],
  ['-mozbinding', 'ZgotmplZ'],
])('lets %j pass as %j', (text, want) => {
  expect(filterCssValue({ kind: 'plain', text })).toBe(want);
});
