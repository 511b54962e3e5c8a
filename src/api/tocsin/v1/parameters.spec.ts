import { describe, expect, it } from '@jest/globals';
import { cursorOf, Parameters } from './parameters.js';

const isNumber = (value: unknown): value is number => typeof value === 'number';
const of = (query: string) => new Parameters(`/x${query}`, ['matchers', 'limit', 'cursor', 'by', 'state']);

describe('Parameters', () => {
  it('reads what is given', () => {
    const params = of('?matchers=a%3D%22b%22&matchers={c=~%22d%22,e!=f}&limit=7&by=x,,y,x&state=active');
    expect(params.matchers('fallback').map(String)).toEqual(['a="b"', 'c=~"d"', 'e!="f"']);
    expect([params.limit(), params.names('by'), params.choice('state', ['active'])]).toEqual([7, ['x', 'y'], 'active']);
  });

  it('has defaults', () => {
    const params = of('');
    expect([params.limit(), params.names('by'), params.text('state'), params.matchers('utf8')]).toEqual([
      100,
      [],
      undefined,
      [],
    ]);
  });

  it('finds its way back from a cursor', () => {
    expect(of(`?cursor=${cursorOf(12)}`).cursor(isNumber)).toBe(12);
    expect(of('').cursor(isNumber)).toBeUndefined();
  });

  it.each<[query: string, read: (params: Parameters) => unknown, detail: string]>([
    ['?limit=0', (params) => params.limit(), 'limit has to be a number from 1 to 1000'],
    ['?limit=1001', (params) => params.limit(), 'limit has to be a number from 1 to 1000'],
    ['?limit=1e2', (params) => params.limit(), 'limit has to be a number from 1 to 1000'],
    ['?state=odd', (params) => params.choice('state', ['active']), 'state has to be one of active'],
    ['?state=a&state=b', (params) => params.text('state'), 'state may be given once'],
    ['?matchers=%3D', (params) => params.matchers('utf8'), 'matchers is not valid: '],
    ['?cursor=x', (params) => params.cursor(isNumber), 'cursor has to be `next` of an earlier answer'],
    [`?cursor=${cursorOf('x')}`, (params) => params.cursor(isNumber), 'cursor has to be `next` of an earlier answer'],
  ])('refuses %s', (query, read, detail) => {
    expect(() => read(of(query))).toThrow(detail);
  });

  it('refuses what it does not know', () => {
    expect(() => of('?matcher=a')).toThrow(
      'matcher is no parameter of this path; those are matchers, limit, cursor, by, state',
    );
    expect(() => new Parameters('/x?y', [])).toThrow('y is no parameter of this path; there are none');
  });
});
