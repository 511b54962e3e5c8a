import { describe, expect, it } from '@jest/globals';
import { commonLabels } from './common-labels.js';
import { LabelSet } from './label-set.js';

describe('commonLabels', () => {
  it.each`
    sets                                           | common
    ${[]}                                          | ${{}}
    ${[{ a: '1', b: '2' }]}                        | ${{ a: '1', b: '2' }}
    ${[{ a: '1', b: '2' }, { b: '2', c: '3' }]}    | ${{ b: '2' }}
    ${[{ a: '1', b: '' }, { a: '1' }, { a: '1' }]} | ${{ a: '1', b: '' }}
    ${[{ a: '1' }, { a: '2' }]}                    | ${{}}
  `('of $sets is $common', ({ sets, common }) => {
    expect({ ...commonLabels(sets.map(LabelSet.of)).toJSON() }).toEqual(common);
  });
});
