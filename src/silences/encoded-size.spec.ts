import { Matcher } from '../labels/matcher.js';
import { encodedSizeBytes } from './encoded-size.js';

describe('encodedSizeBytes', () => {
  it.each`
    changes                                             | more
    ${{}}                                               | ${0}
    ${{ comment: 'abc' }}                               | ${5}
    ${{ comment: 'é' }}                                 | ${4}
    ${{ annotations: { k: '' } }}                       | ${7}
    ${{ matcherSets: [[new Matcher('a', '=', 'b')]] }}  | ${10}
    ${{ matcherSets: [[new Matcher('a', '=~', 'b')]] }} | ${12}
    ${{ comment: 'x'.repeat(200) }}                     | ${204}
  `('adds $more bytes for $changes', ({ changes, more }) => {
    const empty = {
      id: '',
      matcherSets: [],
      startsAtMs: 1000,
      endsAtMs: 1000,
      updatedAtMs: 1000,
      createdBy: '',
      comment: '',
      annotations: {},
      expiresAtMs: 1000,
    };
    // Four times of two bytes, each with its tag and length, and the silence's own; a length over 127 takes two bytes.
    expect(encodedSizeBytes(empty)).toBe(4 * 4 + 2);
    expect(encodedSizeBytes({ ...empty, ...changes })).toBe(4 * 4 + 2 + more);
  });
});
