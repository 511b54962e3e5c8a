import { describe, expect, it } from '@jest/globals';
import { acceptedEncoding } from './accepted-encoding.js';

describe('acceptedEncoding', () => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['gzip, deflate, br', 'br'],
    ['gzip;q=1.0, br;q=0', 'gzip'],
    ['br;q=0.0', undefined],
    ['*', 'br'],
    ['*;q=0', undefined],
    ['identity, *;q=0', undefined],
    ['x-gzip, brr', undefined],
    ['gzip;q=nonsense', undefined],
  ])('%j: %j', (header, encoding) => {
    expect(acceptedEncoding(header, ['br', 'gzip'])).toBe(encoding);
  });
});
