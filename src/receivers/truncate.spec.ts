import { firstBytes, truncateInBytes, truncateInRunes } from './truncate.js';

describe('truncateInRunes', () => {
  it.each`
    text        | max  | cut
    ${'abcd'}   | ${4} | ${'abcd'}
    ${'abcde'}  | ${4} | ${'abc…'}
    ${'ééééé'}  | ${4} | ${'ééé…'}
    ${'😀😀😀'} | ${3} | ${'😀😀😀'}
    ${'😀😀😀'} | ${2} | ${'😀😀'}
    ${'abcd'}   | ${3} | ${'abc'}
    ${'abcd'}   | ${0} | ${''}
    ${''}       | ${0} | ${''}
  `('cuts $text to $max characters: $cut', ({ text, max, cut }) => {
    expect(truncateInRunes(text, max)).toEqual({ text: cut, isCut: cut !== text });
  });
});

describe('truncateInBytes', () => {
  it.each`
    text        | max  | cut
    ${'abcd'}   | ${4} | ${'abcd'}
    ${'abcde'}  | ${4} | ${'a…'}
    ${'abcde'}  | ${3} | ${'…'}
    ${'abcde'}  | ${2} | ${'..'}
    ${'abcde'}  | ${0} | ${''}
    ${'éé'}     | ${4} | ${'éé'}
    ${'ééé'}    | ${5} | ${'é…'}
    ${'ééé'}    | ${4} | ${'…'}
    ${'😀😀'}   | ${7} | ${'😀…'}
    ${'😀😀'}   | ${6} | ${'…'}
    ${'漢字漢'} | ${8} | ${'漢…'}
  `('cuts $text to $max bytes: $cut', ({ text, max, cut }) => {
    expect(truncateInBytes(text, max)).toEqual({ text: cut, isCut: cut !== text });
  });
});

describe('firstBytes', () => {
  it.each`
    text      | max   | first
    ${'aé😀'} | ${0}  | ${''}
    ${'aé😀'} | ${1}  | ${'a'}
    ${'aé😀'} | ${2}  | ${'a'}
    ${'aé😀'} | ${3}  | ${'aé'}
    ${'aé😀'} | ${6}  | ${'aé'}
    ${'aé😀'} | ${7}  | ${'aé😀'}
    ${'aé😀'} | ${99} | ${'aé😀'}
  `('takes $first of $text for $max bytes', ({ text, max, first }) => {
    expect(firstBytes(text, max)).toBe(first);
  });
});
