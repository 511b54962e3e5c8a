import { Recent } from './recent.js';

describe('what was used last', () => {
  it('is made once, until others push it out', () => {
    const made: string[] = [];
    const recent = new Recent<string>(2);
    const get = (key: string) =>
      recent.getOrMake(key, () => {
        made.push(key);
        return key;
      });
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) get(key);
    expect(made).toEqual(['a', 'b', 'c', 'b']);
    expect(recent.size).toBe(2);
  });

  it('keeps nothing of what could not be made', () => {
    const recent = new Recent<string>(2);
    const fail = () => {
      throw new Error('no');
    };
    expect(() => recent.getOrMake('a', fail)).toThrow('no');
    expect(recent.getOrMake('a', () => 'yes')).toBe('yes');
  });
});
