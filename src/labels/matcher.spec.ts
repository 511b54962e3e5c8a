import fc from 'fast-check';
import { LabelSet } from './label-set.js';
import { compareMatchers, Matcher, type MatchOperator, matchesAll, passesFilter } from './matcher.js';
import { parseMatcher } from './parse-matchers.js';

const matcher = (text: string) => parseMatcher(text, 'utf8');
const labels = LabelSet.of({ team: 'db', job: '' });

describe('Matcher', () => {
  it.each`
    text              | holds
    ${'team="db"'}    | ${true}
    ${'team!="db"'}   | ${false}
    ${'team=~"d.*"'}  | ${true}
    ${'team=~"d"'}    | ${false}
    ${'team!~"d"'}    | ${true}
    ${'absent=""'}    | ${true}
    ${'absent!="x"'}  | ${true}
    ${'absent=~".*"'} | ${true}
    ${'absent=~".+"'} | ${false}
    ${'absent!~".+"'} | ${true}
    ${'job=""'}       | ${true}
  `('$text holds: $holds', ({ text, holds }) => {
    expect(matcher(text).matchesLabels(labels)).toBe(holds);
  });

  it('holds for every label set when there are no matchers, and otherwise when each one holds', () => {
    expect(matchesAll([], labels)).toBe(true);
    expect(matchesAll([matcher('team=db'), matcher('job=""')], labels)).toBe(true);
    expect(matchesAll([matcher('team=db'), matcher('job=x')], labels)).toBe(false);
  });

  it('refuses a regular expression that does not compile', () => {
    expect(() => new Matcher('a', '=~', '(')).toThrow('error parsing regexp: missing closing ): `^(?:()$`');
    expect(() => new Matcher('a', '=', '(')).not.toThrow();
  });

  it('prints in a form that parses back', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 });
    fc.assert(
      fc.property(text, fc.constantFrom<MatchOperator>('=', '!='), text, (name, operator, value) => {
        const one = new Matcher(name, operator, value);
        expect(parseMatcher(one.toString(), 'utf8').equals(one)).toBe(true);
      }),
    );
  });

  it('sorts by name, value and operator', () => {
    const sorted = ['a="x"', 'a!="x"', 'a=~"x"', 'a!~"x"', 'a="y"', 'b="a"', '\uffff="a"', '🙂="a"'];
    expect(sorted.toReversed().map(matcher).sort(compareMatchers).map(String)).toEqual(sorted);
  });
});

describe("the API's filter", () => {
  it.each`
    text            | passes
    ${'absent=""'}  | ${true}
    ${'absent=~""'} | ${true}
    ${'absent!=""'} | ${false}
    ${'absent!~""'} | ${false}
    ${'job!=""'}    | ${true}
    ${'job!~""'}    | ${true}
    ${'job=""'}     | ${true}
    ${'team=""'}    | ${false}
    ${'team!=""'}   | ${true}
    ${'team=db'}    | ${true}
    ${'team!=db'}   | ${false}
  `('$text passes: $passes', ({ text, passes }) => {
    expect(passesFilter([matcher(text)], labels)).toBe(passes);
  });
});
