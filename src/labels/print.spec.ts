import { LabelSet } from './label-set.js';
import { printLabels, printMatcher } from './print.js';

describe('printMatcher', () => {
  it.each`
    name         | value          | printed
    ${'a'}       | ${'b'}         | ${'a="b"'}
    ${'a'}       | ${'\\ " \n\t'} | ${'a="\\\\ \\" \\n\t"'}
    ${'🙂.a'}    | ${'é'}         | ${'🙂.a="é"'}
    ${'a b'}     | ${'x\t'}       | ${'"a b"="x\\t"'}
    ${'a"'}      | ${'x'}         | ${'"a\\""="x"'}
    ${'a\\'}     | ${'x'}         | ${'"a\\\\"="x"'}
    ${'a\u0085'} | ${'x'}         | ${'"a\\u0085"="x"'}
    ${'a\ufeff'} | ${'x'}         | ${'a\ufeff="x"'}
    ${'a}'}      | ${'x'}         | ${'"a}"="x"'}
  `('$printed', ({ name, value, printed }) => {
    expect(printMatcher({ name, operator: '=', value })).toBe(printed);
  });
});

describe('printLabels', () => {
  it.each`
    labels                          | printed
    ${{}}                           | ${'{}'}
    ${{ job: 'y', alertname: 'x' }} | ${'{alertname="x", job="y"}'}
    ${{ 'a b': '1\n2', é: '"' }}    | ${'{a b="1\\n2", é="\\""}'}
  `('$printed', ({ labels, printed }) => {
    expect(printLabels(LabelSet.of(labels))).toBe(printed);
  });
});
