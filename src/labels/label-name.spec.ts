import { isClassicLabelName, isValidLabelName, isValidText } from './label-name.js';

describe('the names of labels', () => {
  it.each`
    name        | classic  | utf8
    ${'job'}    | ${true}  | ${true}
    ${'_a1'}    | ${true}  | ${true}
    ${''}       | ${false} | ${false}
    ${'1a'}     | ${false} | ${true}
    ${'a:b'}    | ${false} | ${true}
    ${'a-b c'}  | ${false} | ${true}
    ${'é🙂'}    | ${false} | ${true}
    ${'a\n'}    | ${false} | ${true}
    ${'\ud83d'} | ${false} | ${false}
  `('"$name" is valid in classic mode: $classic, otherwise: $utf8', ({ name, classic, utf8 }) => {
    expect(isClassicLabelName(name)).toBe(classic);
    expect(isValidLabelName(name, 'classic')).toBe(classic);
    expect(isValidLabelName(name, 'utf8')).toBe(utf8);
    expect(isValidLabelName(name, 'fallback')).toBe(utf8);
  });

  it('knows which texts can be written as UTF-8', () => {
    expect(['', '🙂', '\ud83d', '\ude42\ud83d', '\ufffd'].map(isValidText)).toEqual([true, true, false, false, true]);
  });
});
