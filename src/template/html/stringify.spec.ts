import { namedType, pointerTo, STRING, structType } from '../engine/go-type.js';
import { GoBasic, GoPointer, GoStruct, type GoValue, stringSlice } from '../engine/go-value.js';
import { HTML_TYPE, URL_TYPE } from '../functions/content-functions.js';
import { evalArgs, stringify } from './stringify.js';

const status = namedType('Status', STRING);
const named = structType(
  'Named',
  [{ name: 'Name', type: STRING }],
  new Map([['String', { params: [], call: () => 'by name' }]]),
);
const pair = structType('Pair', [{ name: 'Name', type: STRING }]);

it.each<[string, GoValue[], string, string]>([
  ['a string', ['a'], 'plain', 'a'],
  ['safe HTML', [new GoBasic(HTML_TYPE, '<b>')], 'html', '<b>'],
  ['a safe URL', [new GoBasic(URL_TYPE, 'x:y')], 'url', 'x:y'],
  ['a pointer to safe HTML', [new GoPointer(pointerTo(HTML_TYPE), new GoBasic(HTML_TYPE, '<b>'))], 'html', '<b>'],
  ['another string type', [new GoBasic(status, 'firing')], 'plain', 'firing'],
  ['nil', [undefined], 'plain', ''],
  ['nothing', [], 'plain', ''],
  ['nil among others', ['a', undefined, 'b'], 'plain', 'ab'],
  ['numbers', [1n, 2n], 'plain', '1 2'],
  ['a list', [stringSlice(['a', 'b'])], 'plain', '[a b]'],
  ['a pointer to a struct', [new GoPointer(pointerTo(pair), new GoStruct(pair, ['a']))], 'plain', '{a}'],
  ['a pointer that prints itself', [new GoPointer(pointerTo(named), new GoStruct(named, ['a']))], 'plain', 'by name'],
  ['safe HTML among others', [new GoBasic(HTML_TYPE, '<b>'), 'a'], 'plain', '<b>a'],
])('reads %s', (_, args, kind, text) => {
  expect(stringify(args)).toEqual({ kind, text });
});

it('keeps nil for the escapers to come', () => {
  expect(evalArgs([undefined])).toBe('<nil>');
  expect(evalArgs(['a', 1n, 2n])).toBe('a1 2');
});
