import { nextSlashContext } from './slash-context.js';

it.each([
  ['', 'Unknown'],
  [' \t\u2028\ufeff', 'Unknown'],
  ['x = ', 'Regexp'],
  ['x', 'DivOp'],
  ['42', 'DivOp'],
  ['42.', 'DivOp'],
  ['.', 'Regexp'],
  ['x.', 'Regexp'],
  ['return ', 'Regexp'],
  ['myreturn', 'DivOp'],
  ['$return', 'DivOp'],
  ['return\u00a0', 'Regexp'],
  ['x +', 'Regexp'],
  ['x++', 'DivOp'],
  ['x---', 'Regexp'],
  [')', 'DivOp'],
  [']', 'DivOp'],
  ['}', 'Regexp'],
  ['f(', 'Regexp'],
  ['a,', 'Regexp'],
  ['é', 'DivOp'],
] as const)('knows what a slash behind %j starts', (tokens, want) => {
  expect(nextSlashContext(tokens, 'Unknown')).toBe(want);
});
