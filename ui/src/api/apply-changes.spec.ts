import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { QueryClient } from '@tanstack/react-query';
import { ChangeApplier } from './apply-changes';

const PLAIN = ['group', 'list', { matchers: [], receiver: undefined, state: undefined, groupBy: [] }];
const FILTERED = ['group', 'list', { matchers: ['a="b"'], receiver: undefined, state: undefined, groupBy: [] }];

let queries: QueryClient;
let applier: ChangeApplier;

beforeEach(() => {
  jest.useFakeTimers();
  Object.assign(globalThis, { window: globalThis });
  queries = new QueryClient();
  applier = new ChangeApplier(queries);
});

afterEach(() => {
  applier.stop();
  queries.clear();
  jest.useRealTimers();
});

const isStale = (key: unknown[]) => queries.getQueryState(key)?.isInvalidated;
const group = (id: string, firing: number) => ({ id, counts: { firing, suppressed: 0, resolved: 0 } });
const changed = (id: string, firing: number) => ({ kind: 'group', data: { change: 'changed', ...group(id, firing) } });

describe('ChangeApplier', () => {
  it('changes a known group in its place, and reads nothing again', () => {
    queries.setQueryData(PLAIN, [
      { ...group('a', 1), groupKey: 'kept' },
      { ...group('b', 1), groupKey: 'kept' },
    ]);
    applier.apply([changed('b', 5), changed('b', 7)]);
    jest.advanceTimersByTime(10_000);
    expect(queries.getQueryData(PLAIN)).toEqual([
      { ...group('a', 1), groupKey: 'kept' },
      { ...group('b', 7), groupKey: 'kept' },
    ]);
    expect(isStale(PLAIN)).toBe(false);
  });

  it('takes out what is removed', () => {
    queries.setQueryData(PLAIN, [group('a', 1), group('b', 1)]);
    applier.apply([{ kind: 'group', data: { change: 'removed', id: 'a' } }]);
    expect(queries.getQueryData(PLAIN)).toEqual([group('b', 1)]);
  });

  it.each([
    ['a list that has a new group', PLAIN],
    ['a list that is filtered', FILTERED],
  ])('reads %s again, once, and not at once', (_what, key) => {
    queries.setQueryData(key, [group('a', 1)]);
    for (let time = 0; time < 5; time++) applier.apply([changed('new', 1)]);
    expect(isStale(key)).toBe(false);
    jest.advanceTimersByTime(1_000);
    expect(isStale(key)).toBe(true);
    expect(queries.getQueryData(key)).toEqual([group('a', 1)]);
  });

  it('reads everything again when something was missed', () => {
    queries.setQueryData(PLAIN, []);
    queries.setQueryData(['silence', 'list'], []);
    applier.reset();
    expect([isStale(PLAIN), isStale(['silence', 'list'])]).toEqual([true, true]);
  });
});
