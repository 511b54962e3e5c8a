import { describe, expect, it } from '@jest/globals';
import { isSame } from './is-same.js';
import { Secret } from './secret.js';

describe('isSame', () => {
  it.each([
    ['equal values', { a: [1, { b: 'x' }] }, { a: [1, { b: 'x' }] }, true],
    ['another value', { a: 1 }, { a: 2 }, false],
    ['another length', [1], [1, 2], false],
    ['one key more', { a: 1 }, { a: 1, b: 2 }, false],
    ['a key that is undefined', { a: 1 }, { a: 1, b: undefined }, true],
    ['a list and a map', [], {}, false],
    ['nothing and something', undefined, {}, false],
    ['equal secrets', { a: new Secret('x') }, { a: new Secret('x') }, true],
    ['other secrets', { a: new Secret('x') }, { a: new Secret('y') }, false],
    ['a secret and a text', { a: new Secret('x') }, { a: 'x' }, false],
  ])('%s', (_, a, b, same) => {
    expect(isSame(a, b)).toBe(same);
    expect(isSame(b, a)).toBe(same);
  });
});
