import { isResolved } from '../../src/alerts/alert.js';
import { utc } from '../../src/clock/timestamp.js';
import type { Storage } from '../../src/storage/storage.js';
import { alertOf, deliveryOf, entryOf, MINUTE_MS, NOW_MS, ODD_ALERT, silenceOf } from './builders.js';

/** A place where stores keep their things; opening it again is what a restart does. */
export interface StoragePlace<Stores extends keyof Storage = keyof Storage> {
  open(): Promise<Pick<Storage, Stores | 'close'>>;
  /** Looks at what a process finds that comes after this one was killed now. */
  survivor<T>(look: (place: StoragePlace<Stores>) => Promise<T>): Promise<T>;
}

export function alertStoreContract(newPlace: () => StoragePlace<'alerts'>): void {
  describe('AlertStore', () => {
    it('tells listeners of each merged alert, in order and before put returns, until they leave', async () => {
      const storage = await newPlace().open();
      const seen: string[] = [];
      const leave = storage.alerts.subscribe(({ labels }) => seen.push(labels.get('n') ?? ''));
      const put = storage.alerts.put([alertOf({ n: '1' }), alertOf({ n: '2' }), alertOf({ n: '1' })]);
      expect(seen).toEqual(['1', '2', '1']);
      await put;
      leave();
      await storage.alerts.put([alertOf({ n: '3' })]);
      expect(seen).toHaveLength(3);
      await storage.close();
    });

    it('keeps the first start of an alert that is sent again', async () => {
      const storage = await newPlace().open();
      await storage.alerts.put([alertOf({ n: '1' })]);
      const again = alertOf({ n: '1' }, { startsAt: utc(NOW_MS), updatedAt: utc(NOW_MS + 1) });
      await storage.alerts.put([again]);
      expect(storage.alerts.get(again.labels.fingerprint)?.startsAt).toEqual(utc(NOW_MS - MINUTE_MS));
      await storage.close();
    });

    it('keeps resolved alerts until they are collected, and forgets them for good then', async () => {
      const place = newPlace();
      const storage = await place.open();
      const ended = alertOf({ n: 'ended' }, { endsAt: utc(NOW_MS) });
      await storage.alerts.put([ended, alertOf({ n: 'firing' })]);
      expect([...storage.alerts.list()].map((alert) => isResolved(alert, NOW_MS))).toEqual([true, false]);
      expect(storage.alerts.collect(NOW_MS)).toEqual([ended]);
      expect(storage.alerts.get(ended.labels.fingerprint)).toBeUndefined();
      await storage.close();
      const reopened = await place.open();
      expect([...reopened.alerts.list()].map(({ labels }) => labels.get('n'))).toEqual(['firing']);
      await reopened.close();
    });

    it('has the same alerts after a restart, to the nanosecond, whatever their names', async () => {
      const place = newPlace();
      const storage = await place.open();
      await storage.alerts.put([ODD_ALERT]);
      await storage.close();
      const reopened = await place.open();
      const found = reopened.alerts.get(ODD_ALERT.labels.fingerprint);
      expect([...(found?.labels ?? [])]).toEqual([...ODD_ALERT.labels]);
      expect([...(found?.annotations ?? [])]).toEqual([...ODD_ALERT.annotations]);
      expect(found).toMatchObject({
        startsAt: ODD_ALERT.startsAt,
        endsAt: ODD_ALERT.endsAt,
        updatedAt: ODD_ALERT.updatedAt,
        timeout: true,
        generatorURL: ODD_ALERT.generatorURL,
      });
      await reopened.close();
    });

    it('knows an end that is still ahead after a restart, however often the alert was sent again', async () => {
      const place = newPlace();
      const storage = await place.open();
      for (let minute = 0; minute <= 4; minute++) {
        const endsAt = utc(NOW_MS + (5 + minute) * MINUTE_MS);
        await storage.alerts.put([alertOf({ n: '1' }, { endsAt, updatedAt: utc(NOW_MS + minute) })]);
      }
      await storage.close();
      const reopened = await place.open();
      for (const alert of reopened.alerts.list())
        expect(alert.endsAt.ms).toBeGreaterThanOrEqual(NOW_MS + 4.5 * MINUTE_MS);
      await reopened.close();
    });
  });
}

export function silenceStoreContract(newPlace: () => StoragePlace<'silences'>): void {
  describe('SilenceStore', () => {
    it('has the same silences after a restart, in the order in which they were first written', async () => {
      const place = newPlace();
      const storage = await place.open();
      const ids = ['z', 'a', 'm'];
      for (const id of ids) await storage.silences.put([silenceOf(id)]);
      await storage.silences.put([silenceOf('z', { comment: 'changed' })]);
      await storage.silences.remove(['a', 'unknown']);
      await storage.close();
      const reopened = await place.open();
      const silences = await reopened.silences.load();
      expect(silences.map(({ id, comment }) => [id, comment])).toEqual([
        ['z', 'changed'],
        ['m', silenceOf('m').comment],
      ]);
      expect(silences[1]).toEqual(silenceOf('m'));
      expect(Object.entries(silences[1]?.annotations ?? {})).toEqual([['__proto__', 'y']]);
      await reopened.close();
    });
  });
}

export function notificationLogContract(newPlace: () => StoragePlace<'notificationLog'>): void {
  describe('NotificationLog', () => {
    it('keeps one entry for each group and integration, also after a restart', async () => {
      const place = newPlace();
      const storage = await place.open();
      const other = entryOf({ integration: { receiver: 'ops', type: 'webhook', index: 1 }, firing: [] });
      await storage.notificationLog.record(entryOf());
      await storage.notificationLog.record(other);
      await storage.close();
      const reopened = await place.open();
      for (const entry of [entryOf(), other]) {
        expect(await reopened.notificationLog.last(entry.groupKey, entry.integration)).toEqual(entry);
      }
      await reopened.close();
    });

    it('keeps the entry that was sent later', async () => {
      const { notificationLog: log, ...storage } = await opened(newPlace());
      const { groupKey, integration } = entryOf();
      await log.record(entryOf({ firing: ['b'] }));
      await log.record(entryOf({ sentAtMs: NOW_MS - 1 }));
      expect((await log.last(groupKey, integration))?.firing).toEqual(['b']);
      await log.record(entryOf({ sentAtMs: NOW_MS, firing: ['c'] }));
      expect((await log.last(groupKey, integration))?.firing).toEqual(['c']);
      await storage.close();
    });

    it('knows an entry until it has expired and is collected', async () => {
      const { notificationLog: log, ...storage } = await opened(newPlace());
      const { groupKey, integration, expiresAtMs } = entryOf();
      await log.record(entryOf());
      expect(await log.collect(expiresAtMs - 1)).toBe(0);
      expect(await log.last(groupKey, integration)).toBeDefined();
      expect(await log.collect(expiresAtMs)).toBe(1);
      expect(await log.last(groupKey, integration)).toBeUndefined();
      await storage.close();
    });
  });
}

export function deliveryJournalContract(newPlace: () => StoragePlace<'deliveries'>): void {
  describe('DeliveryJournal', () => {
    it('has what was put and not removed, in order, after a restart and after another', async () => {
      const place = newPlace();
      const storage = await place.open();
      for (let i = 0; i < 12; i++) await storage.deliveries.put(deliveryOf(`d${i}`));
      for (let i = 0; i < 10; i++) storage.deliveries.remove(`d${i}`);
      await storage.close();
      const second = await place.open();
      expect(second.deliveries.load().map(({ delivery }) => delivery)).toEqual([deliveryOf('d10'), deliveryOf('d11')]);
      second.deliveries.remove('d10');
      await second.deliveries.put(deliveryOf('d12'));
      await second.close();
      const third = await place.open();
      expect(third.deliveries.load().map(({ delivery: { id } }) => id)).toEqual(['d11', 'd12']);
      await third.close();
    });

    it('knows which were being attempted', async () => {
      const place = newPlace();
      const storage = await place.open();
      for (const id of ['waits', 'under way', 'tried again', 'told']) await storage.deliveries.put(deliveryOf(id));
      for (const id of ['under way', 'tried again', 'told', 'unknown']) storage.deliveries.begin(id);
      storage.deliveries.pause('tried again');
      storage.deliveries.remove('told');
      await storage.close();
      const second = await place.open();
      expect(second.deliveries.load().map(({ delivery, wasUnderWay }) => [delivery.id, wasUnderWay])).toEqual([
        ['waits', false],
        ['under way', true],
        ['tried again', false],
      ]);
      await second.close();
    });
  });
}

export function flushLedgerContract(newPlace: () => StoragePlace<'flushLedger' | 'alerts'>): void {
  describe('FlushLedger', () => {
    const timer = (groupId: string, dueMs = NOW_MS) => ({
      groupId,
      groupKey: `{}:{a="${groupId}"}`,
      rhythm: 'r',
      dueMs,
    });
    const idsOf = async (place: StoragePlace<'flushLedger' | 'alerts'>) => {
      const storage = await place.open();
      const ids = storage.flushLedger.load().map(({ groupId, dueMs }) => `${groupId} ${dueMs - NOW_MS}`);
      await storage.close();
      return ids.toSorted();
    };

    it('knows after a restart when each group was due, until it ends', async () => {
      const place = newPlace();
      const { flushLedger, ...storage } = await openedLedger(place);
      for (const id of ['a', 'b', 'c']) flushLedger.arm(timer(id));
      expect(await flushLedger.claim('a', NOW_MS)).toBe(true);
      await flushLedger.commit(timer('a', NOW_MS + 7));
      flushLedger.end('b');
      flushLedger.end('unknown');
      await storage.close();
      expect(await idsOf(place)).toEqual(['a 7', 'c 0']);
      expect(await idsOf(place)).toEqual(['a 7', 'c 0']);
    });

    it('forgets all groups but those that there are, from before a restart, too', async () => {
      const place = newPlace();
      const first = await openedLedger(place);
      for (const id of ['a', 'b']) first.flushLedger.arm(timer(id));
      await first.close();
      const second = await openedLedger(place);
      second.flushLedger.arm(timer('c'));
      second.flushLedger.retain(new Set(['b']));
      await second.close();
      expect(await idsOf(place)).toEqual(['b 0']);
    });

    it('has a flush on disk before an alert that comes after it', async () => {
      const place = newPlace();
      const storage = await place.open();
      await storage.flushLedger.commit(timer('a', NOW_MS + 1));
      await storage.alerts.put([alertOf({ n: '1' })]);
      expect(await place.survivor(idsOf)).toEqual(['a 1']);
      await storage.close();
    });
  });
}

async function openedLedger(place: StoragePlace<'flushLedger' | 'alerts'>) {
  const storage = await place.open();
  return { flushLedger: storage.flushLedger, close: () => storage.close() };
}

async function opened(place: StoragePlace<'notificationLog'>) {
  const storage = await place.open();
  return { notificationLog: storage.notificationLog, close: () => storage.close() };
}
