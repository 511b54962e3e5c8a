import { LabelSet } from './label-set.js';
import { TextPool } from './text-pool.js';

/** A copy that is a text of its own. */
const copyOf = (text: string) => Buffer.from(text).toString();

describe('TextPool', () => {
  it('leaves labels as they are', () => {
    const pool = new TextPool();
    for (const labels of [{ a: '1', b: '' }, { a: '1', b: '' }, { b: '1' }, { 'ü"': '\ud800' }, {}]) {
      const set = LabelSet.of(labels);
      const pooled = set.pooled(pool);
      expect(pooled.toJSON()).toEqual(labels);
      expect(pooled.equals(set)).toBe(true);
      expect(pooled.fingerprint).toBe(set.fingerprint);
    }
  });

  it('shares the names of sets that have the same', () => {
    const pool = new TextPool();
    const [a, b] = ['1', '2'].map((value) => LabelSet.of({ [copyOf('job')]: copyOf(value) }).pooled(pool));
    expect(a?.names).toBe(b?.names);
    expect(LabelSet.of({ job: '1', x: '1' }).pooled(pool).names).not.toBe(a?.names);
  });

  it('does not take names for others that look alike when they are joined', () => {
    const pool = new TextPool();
    expect(pool.names(['a', 'b'])).toEqual(['a', 'b']);
    expect(pool.names(['a","b'])).toEqual(['a","b']);
  });
});
