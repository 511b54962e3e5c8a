import { LabelSet } from '../labels/label-set.js';
import type { DeadLetter } from './dead-letter.js';
import { DeadLetterStore } from './dead-letter-store.js';
import { DeadLetters, type DeadLettersLimits } from './dead-letters.js';
import type { Delivery } from './delivery.js';

class MemoryStore extends DeadLetterStore {
  readonly letters = new Map<string, DeadLetter>();
  override load(): readonly DeadLetter[] {
    return [...this.letters.values()];
  }
  override async put(letter: DeadLetter): Promise<void> {
    this.letters.set(letter.id, letter);
  }
  override remove(id: string): void {
    this.letters.delete(id);
  }
}

const NO = { reason: 'clientError', error: 'no' } as const;

function deliveryOf(id: string, groupId: string): Delivery {
  return {
    id,
    groupId,
    groupKey: `{}:{${groupId}}`,
    groupLabels: LabelSet.EMPTY,
    routeLabels: LabelSet.EMPTY,
    integration: { receiver: 'team', type: 'webhook', index: 0 },
    reason: 'first notification',
    alerts: [],
    owed: [],
    unsure: [],
    isDemanded: false,
    flushedAtMs: 0,
    deadlineMs: 0,
    repeatIntervalMs: 0,
    urgency: 0,
  };
}

function setUp(limits: Partial<DeadLettersLimits> = {}, store = new MemoryStore()) {
  const dropped: string[] = [];
  const letters = new DeadLetters(
    { store, onDropped: ({ id }) => dropped.push(id) },
    { lettersMax: 10, bytesMax: 1_000_000, ...limits },
  );
  return { store, dropped, letters, ids: () => letters.list().map(({ id }) => id) };
}

describe('DeadLetters', () => {
  it('keeps one for each group and integration, under the id of the first', () => {
    const { letters, store } = setUp();
    letters.add(deliveryOf('a1', 'a'), NO, 1);
    letters.add(deliveryOf('b1', 'b'), NO, 2);
    letters.add(deliveryOf('a2', 'a'), { reason: 'authError', error: 'never' }, 3);
    expect(
      letters.list().map(({ id, delivery, failures, error, sinceMs }) => [id, delivery.id, failures, error, sinceMs]),
    ).toEqual([
      ['b1', 'b1', 1, 'no', 2],
      ['a1', 'a2', 2, 'never', 1],
    ]);
    expect(store.letters.size).toBe(2);
    expect([...letters.counts().values()].map(({ count }) => count)).toEqual([2]);
  });

  it('forgets one that is removed, or whose integration was told since', () => {
    const { letters, store, ids } = setUp();
    for (const group of ['a', 'b', 'c']) letters.add(deliveryOf(group, group), NO, 1);
    expect([letters.remove('a'), letters.remove('a')]).toEqual([true, false]);
    letters.told(deliveryOf('later', 'b'));
    expect(ids()).toEqual(['c']);
    expect([...store.letters.keys()]).toEqual(['c']);
  });

  it.each([
    ['their number', { lettersMax: 2 }],
    ['their size', { bytesMax: 900 }],
  ])('drops those that failed the longest ago at a bound of %s', (_, limits) => {
    const { letters, store, dropped, ids } = setUp(limits);
    for (const [at, group] of ['a', 'b', 'a', 'c'].entries()) letters.add(deliveryOf(group, group), NO, at);
    expect(ids()).toEqual(['a', 'c']);
    expect(dropped).toEqual(['b']);
    expect([...store.letters.keys()].toSorted()).toEqual(['a', 'c']);
  });

  it('knows after a restart what the process before kept, within its bounds', () => {
    const { letters, store } = setUp();
    for (const [at, group] of ['b', 'a', 'c'].entries()) letters.add(deliveryOf(group, group), NO, at);
    const again = setUp({ lettersMax: 2 }, store);
    expect(again.ids()).toEqual(['a', 'c']);
    expect(again.dropped).toEqual(['b']);
  });
});
