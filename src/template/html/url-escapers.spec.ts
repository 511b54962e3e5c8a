import type { Content } from './content.js';
import { escapeSrcset } from './srcset-escaper.js';
import { escapeUrl, filterUrl, normalizeUrl } from './url-escapers.js';

const plain = (text: string): Content => ({ kind: 'plain', text });
const url = (text: string): Content => ({ kind: 'url', text });

it.each([
  ['http://example.com/', true],
  ['HTTPS://example.com/', true],
  ['mailto:a@b.c', true],
  ['/foo:bar', true],
  ['a/b:c', true],
  ['?a:b', false],
  ['//host/', true],
  ['#f', true],
  ['', true],
  ['javascript:alert(1)', false],
  [' javascript:alert(1)', false],
  ['data:text/html,x', false],
  ['ftp://x', false],
  ['tel:1', false],
])('follows %j: %j', (text, isSafe) => {
  expect(filterUrl(plain(text))).toBe(isSafe ? text : '#ZgotmplZ');
  expect(filterUrl(url(text))).toBe(text);
});

it.each([
  ['', '', ''],
  ['a b', 'a%20b', 'a%20b'],
  ['http://a/b?c=d&e#f', 'http%3a%2f%2fa%2fb%3fc%3dd%26e%23f', 'http://a/b?c=d&e#f'],
  ['%41%4g%', '%2541%254g%25', '%41%254g%25'],
  ["(a'b)", '%28a%27b%29', '%28a%27b%29'],
  ['ü世🔥', '%c3%bc%e4%b8%96%f0%9f%94%a5', '%c3%bc%e4%b8%96%f0%9f%94%a5'],
  ['\udcff', '%ff', '%ff'],
  ['-._~', '-._~', '-._~'],
  ['<>"\\^`{|}', '%3c%3e%22%5c%5e%60%7b%7c%7d', '%3c%3e%22%5c%5e%60%7b%7c%7d'],
])('escapes and normalizes %j', (text, escaped, normalized) => {
  expect(escapeUrl(plain(text))).toBe(escaped);
  expect(normalizeUrl(plain(text))).toBe(normalized);
  expect(escapeUrl(url(text))).toBe(normalized);
});

it.each([
  ['a.png', 'a.png'],
  ['/a b.png 1x', '#ZgotmplZ'],
  ['a.png 1x, b.png 2x', 'a.png 1x, b.png 2x'],
  [' a.png  100w ', ' a.png  100w '],
  ['javascript:x', '#ZgotmplZ'],
  ['a.png 1x, javascript:x 2x', 'a.png 1x,#ZgotmplZ'],
  ['a"b', 'a%22b'],
  ['a.png {', '#ZgotmplZ'],
  ['', ''],
])('takes %j for a srcset', (text, want) => {
  expect(escapeSrcset(plain(text))).toBe(want);
});

it('takes a safe URL for one image', () => {
  expect(escapeSrcset(url('data:a b,c'))).toBe('data:a%20b%2cc');
});
