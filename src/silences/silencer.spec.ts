import fc from 'fast-check';
import { LabelSet } from '../labels/label-set.js';
import { matchesAll } from '../labels/matcher.js';
import { parseMatchers } from '../labels/parse-matchers.js';
import { type Silence, silenceState } from './silence.js';
import type { SilenceChange } from './silence-store.js';
import { Silencer } from './silencer.js';

function silence(id: string, matchers: readonly string[], startsAtMs = 0, endsAtMs = 100): Silence {
  return {
    id,
    matcherSets: matchers.map((set) => parseMatchers(set, 'utf8')),
    startsAtMs,
    endsAtMs,
    updatedAtMs: 0,
    createdBy: '',
    comment: '',
    annotations: {},
    expiresAtMs: 1000,
  };
}

function setUp() {
  let tell: (change: SilenceChange) => void = () => undefined;
  const silencer = new Silencer({
    list: () => [],
    subscribe: (listener) => {
      tell = listener;
      return () => undefined;
    },
  });
  return {
    silencer,
    put: (...all: Silence[]) => all.forEach((one) => void tell({ kind: 'put', silence: one })),
    tell: (change: SilenceChange) => tell(change),
  };
}

describe('Silencer', () => {
  const labels = LabelSet.of({ a: 'x', b: 'y' });

  it('names the active silences that match, in the order in which they were made', () => {
    const { silencer, put } = setUp();
    put(
      silence('2', ['b=~"y|z"']),
      silence('1', ['a="x"']),
      silence('other', ['a="z"']),
      silence('later', ['a="x"'], 50),
    );
    expect(silencer.silencedBy(labels, 10)).toEqual(['2', '1']);
    expect(silencer.silencedBy(labels, 60)).toEqual(['2', '1', 'later']);
    expect(silencer.silencedBy(labels, 100)).toEqual([]);
  });

  it('matches where any one of several matcher sets does', () => {
    const { silencer, put } = setUp();
    put(silence('1', ['a="z"', 'b="y"']), silence('2', ['a="x",b="z"', 'c="z"']));
    expect(silencer.silencedBy(labels, 10)).toEqual(['1']);
  });

  it('agrees with looking at every silence, whatever is made, changed and removed in between', () => {
    const set = fc.constantFrom('a="x"', 'a="x",b="y"', 'b!="y"', 'a=~"x|y"', 'a=""', 'c="",b="y"', 'c=~".+"');
    const value = fc.constantFrom('', 'x', 'y');
    const step = fc.oneof(
      fc.record({
        kind: fc.constant('put' as const),
        id: fc.nat(4),
        sets: fc.array(set, { minLength: 1, maxLength: 2 }),
        from: fc.nat(9),
        to: fc.nat(9),
      }),
      fc.record({ kind: fc.constant('removed' as const), id: fc.nat(4) }),
      fc.record({
        kind: fc.constant('ask' as const),
        labels: fc.dictionary(fc.constantFrom('a', 'b', 'c'), value),
        at: fc.nat(9),
      }),
      fc.record({ kind: fc.constant('many' as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { silencer, tell } = setUp();
        const known = new Map<string, Silence>();
        for (const one of steps) {
          if (one.kind === 'put') {
            const made = silence(String(one.id), one.sets, one.from, one.to);
            known.set(made.id, made);
            tell({ kind: 'put', silence: made });
          } else if (one.kind === 'removed') {
            known.delete(String(one.id));
            tell({ kind: 'removed', id: String(one.id) });
          } else if (one.kind === 'many') {
            // More changes than an answer is brought up to date by.
            for (let i = 0; i < 70; i++) tell({ kind: 'removed', id: 'unknown' });
          } else {
            const asked = LabelSet.of(one.labels);
            const expected = [...known.values()]
              .filter((each) => silenceState(each, one.at) === 'active')
              .filter((each) => each.matcherSets.some((matchers) => matchesAll(matchers, asked)))
              .map(({ id }) => id);
            expect(silencer.silencedBy(asked, one.at)).toEqual(expected);
          }
        }
      }),
    );
  });
});
