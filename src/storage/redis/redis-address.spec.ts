import { parseRedisAddress } from './redis-address.js';

describe('parseRedisAddress', () => {
  it.each([
    ['redis://redis', { kind: 'standalone', nodes: [{ host: 'redis', port: 6379 }], database: 0, isTls: false }],
    ['rediss://redis:7000/3', { nodes: [{ host: 'redis', port: 7000 }], database: 3, isTls: true }],
    ['redis://[::1]:7000', { nodes: [{ host: '::1', port: 7000 }] }],
    ['redis://tocsin:p%40ss%3A@redis', { username: 'tocsin', password: 'p@ss:' }],
    ['redis://:secret@redis/', { username: '', password: 'secret' }],
    [
      'redis://a,b:7000?sentinel=main',
      {
        kind: 'sentinel',
        masterName: 'main',
        nodes: [
          { host: 'a', port: 26379 },
          { host: 'b', port: 7000 },
        ],
      },
    ],
    ['rediss://a/0?cluster', { kind: 'cluster', nodes: [{ host: 'a', port: 6379 }], isTls: true }],
  ])('reads %s', (url, expected) => {
    expect(parseRedisAddress(url)).toMatchObject(expected);
  });

  it.each([
    ['http://secret', 'has to look like redis://'],
    ['redis://secret@', 'has to look like redis://'],
    ['redis://a,b', 'several hosts need the option'],
    ['redis://a:99999', 'a host has to look like'],
    ['redis://a?sentinel', 'sentinel needs the name'],
    ['redis://a?sentinel=m&cluster', 'at most one of'],
    ['redis://a/1?cluster', 'database 0 only'],
    ['redis://a?secret=1', 'unknown option'],
    ['redis://:secret%@a', 'as %25'],
  ])('refuses %s', (url, message) => {
    expect(() => parseRedisAddress(url)).toThrow(message);
  });

  it('shows no password in what it says', () => {
    for (const url of ['redis://:hidden@a,b', 'redis://:hidden@a:0', 'redis//:hidden@a', 'redis://:hidden%@a']) {
      expect(() => parseRedisAddress(url)).toThrow(expect.not.stringContaining('hidden'));
    }
  });
});
