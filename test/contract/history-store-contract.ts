import {
  HistoryCursorError,
  type HistoryPage,
  type HistoryQuery,
  type HistoryStore,
} from '../../src/history/history-store.js';
import { MINUTE_MS, NOW_MS, ODD_TEXT } from './builders.js';
import type { StoragePlace } from './storage-contract.js';

export function historyStoreContract(newPlace: () => StoragePlace): void {
  describe('HistoryStore', () => {
    const names = async (history: HistoryStore, query: HistoryQuery = {}) =>
      (await history.list('flushes', query)).items.map(({ id }) => id);

    async function withFour(): Promise<{ history: HistoryStore; close: () => Promise<void> }> {
      const storage = await newPlace().open();
      const { history } = storage;
      for (const [minute, id] of ['a', 'b', 'c', 'd'].entries()) {
        const about = [minute % 2 === 0 ? 'even' : 'odd', 'all'];
        history.append('flushes', { id, atMs: NOW_MS + minute * MINUTE_MS, about, value: { minute } });
      }
      return { history, close: () => storage.close() };
    }

    it('shows what was appended at once, in the order of time, each kind on its own', async () => {
      const storage = await newPlace().open();
      const { history } = storage;
      history.append('flushes', { id: 'late', atMs: NOW_MS + 1, value: { text: ODD_TEXT } });
      history.append('flushes', { id: 'early', atMs: NOW_MS, value: null });
      history.append('alerts', { id: 'other', atMs: NOW_MS, value: [1] });
      expect((await history.list('flushes', {})).items).toEqual([
        { id: 'early', atMs: NOW_MS, value: null },
        { id: 'late', atMs: NOW_MS + 1, value: { text: ODD_TEXT } },
      ]);
      expect(await history.get('alerts', 'other')).toEqual({ id: 'other', atMs: NOW_MS, value: [1] });
      expect(await history.get('flushes', 'other')).toBeUndefined();
      await storage.close();
    });

    it('keeps the order of what happens in one millisecond', async () => {
      const storage = await newPlace().open();
      const ids = Array.from({ length: 50 }, (_, i) => `n${i}`);
      for (const id of ids) storage.history.append('flushes', { id, atMs: NOW_MS, value: 0 });
      expect(await names(storage.history)).toEqual(ids);
      await storage.close();
    });

    it.each<[string, HistoryQuery, string[]]>([
      ['everything', {}, ['a', 'b', 'c', 'd']],
      ['the newest first', { newestFirst: true }, ['d', 'c', 'b', 'a']],
      ['a time, both ends included', { fromMs: NOW_MS + MINUTE_MS, toMs: NOW_MS + 2 * MINUTE_MS }, ['b', 'c']],
      ['a time backwards', { fromMs: NOW_MS, toMs: NOW_MS + MINUTE_MS, newestFirst: true }, ['b', 'a']],
      ['a moment', { fromMs: NOW_MS, toMs: NOW_MS }, ['a']],
      ['a time that is over before it begins', { fromMs: NOW_MS + 1, toMs: NOW_MS }, []],
      ['what tells of something', { about: 'odd' }, ['b', 'd']],
      ['what tells of something, newest first', { about: 'all', newestFirst: true, limit: 2 }, ['d', 'c']],
      ['what tells of something in a time', { about: 'even', fromMs: NOW_MS + 1 }, ['c']],
      ['what tells of something that nothing tells of', { about: 'none' }, []],
      ['what passes a filter', { filter: ({ id }) => id > 'b' }, ['c', 'd']],
      ['so many', { limit: 3 }, ['a', 'b', 'c']],
    ])('lists %s', async (_, query, expected) => {
      const { history, close } = await withFour();
      expect(await names(history, query)).toEqual(expected);
      await close();
    });

    it.each([{}, { newestFirst: true }, { about: 'all' }, { about: 'all', newestFirst: true }])(
      'goes on with the page after, also when something came or went meanwhile: %j',
      async (query) => {
        const { history, close } = await withFour();
        const first = await history.list('flushes', { ...query, limit: 2 });
        const at = query.newestFirst === true ? NOW_MS + 9 * MINUTE_MS : NOW_MS - 9 * MINUTE_MS;
        history.append('flushes', { id: 'meanwhile', atMs: at, about: ['all'], value: 0 });
        const second = await history.list('flushes', { ...query, limit: 5, cursor: first.next });
        const found = [...first.items, ...second.items].map(({ id }) => id);
        expect(found.toSorted()).toEqual(['a', 'b', 'c', 'd']);
        expect(second.next).toBeUndefined();
        await close();
      },
    );

    it('makes short pages where a filter rarely matches, and loses nothing', async () => {
      const storage = await newPlace().open();
      for (let i = 0; i < 12_000; i++) storage.history.append('alerts', { atMs: NOW_MS + i, value: i });
      const found: unknown[] = [];
      let cursor: string | undefined;
      do {
        const page: HistoryPage = await storage.history.list('alerts', {
          cursor,
          filter: ({ value }) => Number(value) % 6_000 === 5_999,
        });
        found.push(...page.items.map(({ value }) => value));
        cursor = page.next;
      } while (cursor !== undefined);
      expect(found).toEqual([5_999, 11_999]);
      await storage.close();
    });

    it('refuses a cursor that it did not give', async () => {
      const { history, close } = await withFour();
      await expect(history.list('flushes', { cursor: '../x' })).rejects.toThrow(HistoryCursorError);
      await close();
    });

    it('names what has no name, and finds it by it', async () => {
      const storage = await newPlace().open();
      const { history } = storage;
      const ids = [1, 2].map((value) => history.append('alerts', { atMs: NOW_MS, about: ['x'], value }));
      expect((await history.list('alerts', { about: 'x' })).items.map(({ id }) => id)).toEqual(ids);
      expect(await history.get('alerts', ids[1] ?? '')).toMatchObject({ value: 2 });
      await storage.close();
    });

    it('shows a record as it was changed last, in its place', async () => {
      const { history, close } = await withFour();
      history.update('flushes', 'b', 'soon');
      await history.list('flushes', {});
      history.update('flushes', 'b', 'later');
      history.update('flushes', 'b', 'last');
      history.update('flushes', 'unknown', 'nothing');
      const { items } = await history.list('flushes', { about: 'odd' });
      expect(items.map(({ id, value }) => [id, value])).toEqual([
        ['b', 'last'],
        ['d', { minute: 3 }],
      ]);
      expect(await history.get('flushes', 'b')).toMatchObject({ atMs: NOW_MS + MINUTE_MS, value: 'last' });
      await close();
    });

    it('has it all after a restart, and goes on behind it', async () => {
      const place = newPlace();
      const storage = await place.open();
      storage.history.append('flushes', { id: 'a', atMs: NOW_MS, about: ['x'], value: 1 });
      await storage.close();
      const next = await place.open();
      next.history.append('flushes', { id: 'b', atMs: NOW_MS, about: ['x'], value: 2 });
      expect(await names(next.history, { about: 'x' })).toEqual(['a', 'b']);
      next.history.update('flushes', 'a', 3);
      expect(await next.history.get('flushes', 'a')).toMatchObject({ value: 3 });
      await next.close();
    });

    it('forgets what is older than its time, wherever it is found', async () => {
      const storage = await newPlace().open();
      const { history } = storage;
      const dayMs = 24 * 60 * MINUTE_MS;
      for (const days of [0, 5, 8, 9]) {
        history.append('flushes', { id: `d${days}`, atMs: NOW_MS - days * dayMs, about: ['x'], value: 0 });
      }
      history.append('alerts', { atMs: NOW_MS - 30 * dayMs, value: 0 });
      expect(await history.collect(NOW_MS)).toBe(3);
      expect(await names(history)).toEqual(['d5', 'd0']);
      expect(await names(history, { about: 'x' })).toEqual(['d5', 'd0']);
      expect(await history.get('flushes', 'd9')).toBeUndefined();
      expect(history.size().records).toEqual({ flushes: 2, alerts: 0, deliveries: 0 });
      await storage.close();
    });
  });
}
