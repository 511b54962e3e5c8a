import { roleOf } from './role-of.js';

describe('roleOf', () => {
  it.each([
    ['all', {}, 'all'],
    ['router', {}, 'router'],
    ['all', { TOCSIN_ROLE: 'deliverer' }, 'deliverer'],
    ['router', { TOCSIN_ROLE: 'deliverer' }, 'router'],
  ] as const)('by the flag %s and %j is %s', (role, environment, expected) => {
    expect(roleOf({ role }, environment, true)).toBe(expected);
  });

  it('says which roles there are', () => {
    expect(() => roleOf({ role: 'all' }, { TOCSIN_ROLE: 'boss' }, true)).toThrow(
      'TOCSIN_ROLE: there is no role "boss": all, router, deliverer',
    );
  });

  it('needs somebody to share the work with', () => {
    expect(() => roleOf({ role: 'router' }, {}, false)).toThrow('give it their Redis with --redis.url');
    expect(roleOf({ role: 'all' }, {}, false)).toBe('all');
  });
});
