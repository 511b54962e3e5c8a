import { type Context, derivedName, isSameContext, printContext, textContext } from './context.js';

const inUrl: Context = { ...textContext, state: 'URL', delim: 'DoubleQuote', urlPart: 'PreQuery', attr: 'URL' };
const inExpression: Context = { ...textContext, state: 'JS', jsCtx: 'DivOp', jsBraceDepth: [0, 2], element: 'Script' };

it.each([
  ['text', textContext, '{stateText delimNone urlPartNone jsCtxRegexp [] attrNone elementNone <nil>}', 'x'],
  [
    'a URL',
    inUrl,
    '{stateURL delimDoubleQuote urlPartPreQuery jsCtxRegexp [] attrURL elementNone <nil>}',
    'x$htmltemplate_stateURL_delimDoubleQuote_urlPartPreQuery_attrURL',
  ],
  [
    'an expression in a template literal',
    inExpression,
    '{stateJS delimNone urlPartNone jsCtxDivOp [0 2] attrNone elementScript <nil>}',
    'x$htmltemplate_stateJS_jsCtxDivOp_jsBraceDepth[0 2]_elementScript',
  ],
])('prints %s and names what is derived for it', (_, context, printed, derived) => {
  expect(printContext(context)).toBe(printed);
  expect(derivedName('x', context)).toBe(derived);
});

it.each<[string, Context, Context, boolean]>([
  ['equal ones', inExpression, { ...inExpression, jsBraceDepth: [0, 2] }, true],
  ['different depths', inExpression, { ...inExpression, jsBraceDepth: [0, 1] }, false],
  ['an inner literal', inExpression, { ...inExpression, jsBraceDepth: [0] }, false],
  ['different states', textContext, { ...textContext, state: 'RCDATA' }, false],
])('tells contexts apart: %s', (_, a, b, want) => {
  expect(isSameContext(a, b)).toBe(want);
});
