import { describe, expect, it } from '@jest/globals';
import { commonLabels } from './common-labels.js';
import { LabelSet } from './label-set.js';

type Labels = Record<string, string>;

describe('commonLabels', () => {
  it.each<[sets: Labels[], common: Labels]>([
    [[], {}],
    [[{ a: '1', b: '2' }], { a: '1', b: '2' }],
    [
      [
        { a: '1', b: '2' },
        { b: '2', c: '3' },
      ],
      { b: '2' },
    ],
    [[{ a: '1', b: '' }, { a: '1' }, { a: '1' }], { a: '1', b: '' }],
    [[{ a: '1' }, { a: '2' }], {}],
  ])('of %j is %j', (sets, common) => {
    expect({ ...commonLabels(sets.map((set) => LabelSet.of(set))).toJSON() }).toEqual(common);
  });
});
