import { escapeJsRegexp, escapeJsString, escapeJsTemplate } from './js-escapers.js';

it.each([
  ['', ''],
  ['foo', 'foo'],
  ['\0\x01\b\t\n\v\f\r\x1f', '\\u0000\\u0001\\u0008\\t\\n\\u000b\\f\\r\\u001f'],
  ['"\'`\\', '\\u0022\\u0027\\u0060\\\\'],
  ['</script>&+', '\\u003c\\/script\\u003e\\u0026\\u002b'],
  ['\u2028\u2029é🔥', '\\u2028\\u2029é🔥'],
  ['\x24{x}', '\x24{x}'],
])('puts %j into a string', (text, want) => {
  expect(escapeJsString({ kind: 'plain', text })).toBe(want);
});

it('keeps a value in a template literal from starting an expression', () => {
  expect(escapeJsTemplate({ kind: 'plain', text: '`\x24{x}\n' })).toBe('\\u0060\\u0024\\u007bx\\u007d\\n');
});

it.each([
  ['', '(?:)'],
  ['a.b', 'a\\.b'],
  ['$()*+-./?[\\]^{|}', '\\$\\(\\)\\*\\u002b\\-\\.\\/\\?\\[\\\\\\]\\^\\{\\|\\}'],
  ['<a>"', '\\u003ca\\u003e\\u0022'],
])('makes %j match itself', (text, want) => {
  expect(escapeJsRegexp({ kind: 'plain', text })).toBe(want);
});
