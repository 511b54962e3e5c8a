import { setImmediate as turn } from 'node:timers/promises';
import { AlertnameLimit } from '../../src/alerts/alertname-limit.js';
import { VirtualClock } from '../../src/clock/virtual-clock.js';
import {
  Disk,
  type DiskEntry,
  type DiskRange,
  type TableName,
  type TableSize,
  type Write,
} from '../../src/storage/embedded/disk.js';
import { EmbeddedStorage } from '../../src/storage/embedded/embedded-storage.js';
import { RecordedLogger } from '../support/recorded-logger.js';
import { alertOf, deliveryOf, entryOf, NO_METRICS, NOW_MS, silenceOf } from './builders.js';

/** A disk that is full while `isFull`. */
class FillableDisk extends Disk {
  isFull = false;
  commits = 0;
  readonly records = new Map<string, Buffer>();

  override async commit(writes: readonly Write[]): Promise<void> {
    this.commitSync(writes);
  }
  override commitSync(writes: readonly Write[]): void {
    if (this.isFull) throw new Error('No space left on device');
    this.commits++;
    for (const { table, key, record } of writes) {
      if (record === undefined) this.records.delete(`${table}/${key}`);
      else this.records.set(`${table}/${key}`, record);
    }
  }
  override has(table: TableName, key: string): boolean {
    return this.records.has(`${table}/${key}`);
  }
  override *read(table: TableName): IterableIterator<DiskEntry> {
    for (const [name, record] of this.records) {
      if (name.startsWith(`${table}/`)) yield { key: name.slice(table.length + 1), record };
    }
  }
  override get(table: TableName, key: string): Buffer | undefined {
    return this.records.get(`${table}/${key}`);
  }
  override *range(table: TableName, { from, to, isBackwards = false }: DiskRange): IterableIterator<DiskEntry> {
    const within = [...this.read(table)].filter(({ key }) => key >= from && key < to);
    yield* within.toSorted((a, b) => (a.key < b.key === isBackwards ? 1 : -1));
  }
  override size(table: TableName): TableSize {
    const lengths = [...this.read(table)].map(({ record }) => record.length);
    return { records: lengths.length, bytes: lengths.reduce((sum, length) => sum + length, 0) };
  }
  override async close(): Promise<void> {}
}

function openOn(disk: Disk, clock = new VirtualClock(NOW_MS)) {
  const logger = new RecordedLogger();
  const health: boolean[] = [];
  let failures = 0;
  const metrics = {
    writeFailed: () => failures++,
    healthy: (isHealthy: boolean) => health.push(isHealthy),
  };
  return {
    storage: new EmbeddedStorage(disk, { clock, logger, metrics }),
    clock,
    logger,
    health,
    failures: () => failures,
  };
}

describe('a storage whose disk is full', () => {
  it('goes on in memory, says so once, and writes what is missing as soon as it can', async () => {
    const disk = new FillableDisk();
    const { storage, clock, logger, health, failures } = openOn(disk);
    disk.isFull = true;
    await storage.alerts.put([alertOf({ n: '1' })]);
    await storage.notificationLog.record(entryOf());
    await storage.deliveries.put(deliveryOf('d'));
    expect([...storage.alerts.list()]).toHaveLength(1);
    expect(await storage.notificationLog.last(entryOf().groupKey, entryOf().integration)).toEqual(entryOf());
    expect(storage.isHealthy).toBe(false);

    await clock.advanceTo(NOW_MS + 600_000, turn);
    // 1, 2, 4, 8, 16, 32 s and then once a minute.
    expect(failures()).toBe(1 + 6 + 8);
    disk.isFull = false;
    await clock.advanceTo(NOW_MS + 660_000, turn);
    expect(storage.isHealthy).toBe(true);
    expect(health).toEqual([true, false, true]);
    expect(logger.lines).toEqual([
      'error: Storage cannot be written; going on in memory until it can',
      'info: Storage can be written again; nothing is missing on disk',
    ]);
    const restarted = openOn(disk).storage;
    expect([...restarted.alerts.list()]).toHaveLength(1);
    expect(restarted.deliveries.load()).toEqual([{ delivery: deliveryOf('d'), wasUnderWay: false }]);
  });

  it('refuses a silence, and takes the next one when there is room', async () => {
    const disk = new FillableDisk();
    const { storage } = openOn(disk);
    disk.isFull = true;
    await expect(storage.silences.put([silenceOf('a')])).rejects.toThrow('No space left on device');
    expect(await storage.silences.load()).toEqual([]);
    disk.isFull = false;
    await storage.silences.put([silenceOf('b')]);
    expect((await storage.silences.load()).map(({ id }) => id)).toEqual(['b']);
  });

  it('goes without history, and lets everything else be written', async () => {
    const disk = new FillableDisk();
    const lost: string[] = [];
    const logger = new RecordedLogger();
    const storage = new EmbeddedStorage(disk, {
      clock: new VirtualClock(NOW_MS),
      logger,
      metrics: NO_METRICS,
      history: { retentionMs: 3_600_000, bytesMax: 1_000_000, lost: (why, records) => lost.push(`${why} ${records}`) },
    });
    disk.isFull = true;
    for (const id of ['a', 'b']) storage.history.append('flushes', { id, atMs: NOW_MS, value: 0 });
    expect((await storage.history.list('flushes', {})).items).toEqual([]);
    expect(storage.isHealthy).toBe(true);
    disk.isFull = false;
    storage.history.append('flushes', { id: 'c', atMs: NOW_MS, value: 0 });
    expect((await storage.history.list('flushes', {})).items).toMatchObject([{ id: 'c' }]);
    expect(lost).toEqual(['disk 2']);
    expect(logger.lines).toEqual(['warn: History cannot be written; what happens meanwhile is not kept']);
  });

  it('keeps no trace of what came and went meanwhile', async () => {
    const disk = new FillableDisk();
    const { storage, clock } = openOn(disk);
    await storage.alerts.put([alertOf({ n: 'before' })]);
    disk.isFull = true;
    await storage.alerts.put([alertOf({ n: 'meanwhile' })]);
    storage.alerts.collect(Number.MAX_SAFE_INTEGER);
    disk.isFull = false;
    await clock.advanceTo(NOW_MS + 60_000, turn);
    expect([...disk.records.keys()].filter((key) => !key.startsWith('life'))).toEqual([]);
  });
});

describe('a storage', () => {
  it('lets writers of one turn share a commit, and does not write each re-sent alert', async () => {
    const disk = new FillableDisk();
    const { storage } = openOn(disk);
    await Promise.all(Array.from({ length: 100 }, (_, i) => storage.alerts.put([alertOf({ n: String(i) })])));
    expect(disk.commits).toBe(1);
    await storage.alerts.put([alertOf({ n: '1' }, { updatedAt: { ms: NOW_MS + 1, nanos: 0, offsetMinutes: 0 } })]);
    await turn();
    expect(disk.commits).toBe(1);
  });

  it('lets what nobody waits for share a commit, within a second', async () => {
    const disk = new FillableDisk();
    const { storage, clock } = openOn(disk);
    await turn();
    const before = disk.commits;
    const timer = { groupId: 'g', groupKey: 'k', rhythm: 'r', dueMs: NOW_MS };
    storage.flushLedger.arm(timer);
    await clock.advanceTo(NOW_MS + 900, turn);
    storage.flushLedger.arm({ ...timer, groupId: 'h' });
    expect(disk.commits).toBe(before);
    await clock.advanceTo(NOW_MS + 1000, turn);
    await turn();
    expect(disk.commits).toBe(before + 1);
    storage.flushLedger.arm({ ...timer, dueMs: NOW_MS + 1 });
    await storage.alerts.put([alertOf({ n: '1' })]);
    await clock.advanceTo(NOW_MS + 5000, turn);
    expect(disk.commits).toBe(before + 2);
  });

  it('keeps out the alerts that the limit of their name refuses, and gives the places of collected ones back', async () => {
    const refused: (string | undefined)[] = [];
    const alertLimit = new AlertnameLimit(1, ({ labels }) => refused.push(labels.get('n')));
    const clock = new VirtualClock(NOW_MS);
    const disk = new FillableDisk();
    const { alerts } = new EmbeddedStorage(disk, {
      clock,
      logger: new RecordedLogger(),
      metrics: NO_METRICS,
      alertLimit,
    });
    await alerts.put([alertOf({ alertname: 'a', n: '1' }), alertOf({ alertname: 'a', n: '2' })]);
    expect(refused).toEqual(['2']);
    expect([...alerts.list()]).toHaveLength(1);
    alerts.collect(Number.MAX_SAFE_INTEGER);
    await alerts.put([alertOf({ alertname: 'a', n: '2' })]);
    expect([...alerts.list()].map(({ labels }) => labels.get('n'))).toEqual(['2']);
  });
});
