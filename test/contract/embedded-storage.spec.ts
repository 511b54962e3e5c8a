import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { encodeAlert } from '../../src/alerts/alert-codec.js';
import { utc } from '../../src/clock/timestamp.js';
import { VirtualClock } from '../../src/clock/virtual-clock.js';
import { encodeSilence } from '../../src/silences/silence-codec.js';
import { crc32 } from '../../src/storage/embedded/crc32.js';
import { EmbeddedStorage } from '../../src/storage/embedded/embedded-storage.js';
import { LmdbDisk } from '../../src/storage/embedded/lmdb-disk.js';
import { MIGRATIONS, migrate } from '../../src/storage/embedded/migrate.js';
import { keyOf } from '../../src/storage/embedded/record.js';
import { RecordedLogger } from '../support/recorded-logger.js';
import { alertOf, entryOf, MINUTE_MS, NO_METRICS, NOW_MS, silenceOf } from './builders.js';
import { deadLetterStoreContract } from './dead-letter-store-contract.js';
import { historyStoreContract } from './history-store-contract.js';
import {
  alertStoreContract,
  deliveryJournalContract,
  flushLedgerContract,
  notificationLogContract,
  type StoragePlace,
  silenceStoreContract,
} from './storage-contract.js';

const directories: string[] = [];

function newDirectory(): string {
  const path = mkdtempSync(join(tmpdir(), 'tocsin-storage-'));
  directories.push(path);
  return path;
}

function openAt(
  path: string,
  clock = new VirtualClock(NOW_MS),
  logger = new RecordedLogger(),
): Promise<EmbeddedStorage> {
  return EmbeddedStorage.open({ path, clock, logger, metrics: NO_METRICS });
}

function newPlace(path = newDirectory()): StoragePlace {
  return {
    open: () => openAt(path),
    survivor(look) {
      const copy = newDirectory();
      // The lock is its process' own.
      cpSync(path, copy, { recursive: true, filter: (file) => !file.endsWith('.lock') });
      return look(newPlace(copy));
    },
  };
}

afterAll(() => {
  for (const path of directories) rmSync(path, { recursive: true, force: true });
});

describe('EmbeddedStorage', () => {
  alertStoreContract(newPlace);
  silenceStoreContract(newPlace);
  notificationLogContract(newPlace);
  deliveryJournalContract(newPlace);
  deadLetterStoreContract(newPlace);
  flushLedgerContract(newPlace);
  historyStoreContract(newPlace);

  it.each`
    awayMinutes | endedBefore | endsInMinutes
    ${20}       | ${false}    | ${5}
    ${20}       | ${true}     | ${-17}
    ${1}        | ${false}    | ${3}
  `(
    'after $awayMinutes minutes away, an alert ends $endsInMinutes minutes later (ended before: $endedBefore)',
    async ({ awayMinutes, endedBefore, endsInMinutes }) => {
      const path = newDirectory();
      const clock = new VirtualClock(NOW_MS);
      const storage = await openAt(path, clock);
      const endsAt = utc(NOW_MS + (endedBefore ? 3 : 4) * MINUTE_MS);
      await storage.alerts.put([alertOf({ alertname: 'a' }, { endsAt })]);
      if (endedBefore) await clock.advanceTo(endsAt.ms + 1, () => new Promise((resolve) => setImmediate(resolve)));
      await storage.close();

      const backMs = NOW_MS + awayMinutes * MINUTE_MS;
      const next = await openAt(path, new VirtualClock(backMs));
      const [alert] = next.alerts.list();
      expect(((alert?.endsAt.ms ?? 0) - backMs) / MINUTE_MS).toBe(endsInMinutes);
      await next.close();
    },
  );

  it('loses nothing that it acknowledged when the process is killed', async () => {
    const path = newDirectory();
    const acknowledged = await killWhileWriting(path, 200);
    const storage = await openAt(path);
    const silences = new Set((await storage.silences.load()).map(({ id }) => id));
    const deliveries = new Set(storage.deliveries.load().map(({ delivery: { id } }) => id));
    for (const name of acknowledged) {
      expect(silences).toContain(name);
      expect(deliveries).toContain(name);
      const { integration } = entryOf();
      expect(await storage.notificationLog.last(name, integration)).toBeDefined();
      expect(storage.alerts.get(alertOf({ name }).labels.fingerprint)).toBeDefined();
    }
    await storage.close();
  }, 30_000);

  it('makes room for history by forgetting the oldest of all kinds, and says how many', async () => {
    const path = newDirectory();
    const lost: Record<string, number> = {};
    const bytesMax = 1024 * 1024;
    const storage = await EmbeddedStorage.open({
      path,
      clock: new VirtualClock(NOW_MS),
      logger: new RecordedLogger(),
      metrics: NO_METRICS,
      history: {
        retentionMs: 3_600_000,
        bytesMax,
        lost: (why, records) => {
          lost[why] = (lost[why] ?? 0) + records;
        },
      },
    });
    const { history } = storage;
    for (let i = 0; i < 4000; i++) {
      const kind = i % 2 === 0 ? 'alerts' : 'deliveries';
      history.append(kind, { id: `r${i}`, atMs: NOW_MS + i, about: ['x'], value: 'x'.repeat(1000) });
      if (i % 100 === 0) await history.list('alerts', { limit: 1 });
    }
    const kept = [...(await history.list('alerts', { limit: 9999 })).items];
    const { bytes, records } = history.size();
    expect(bytes).toBeLessThan(1.1 * bytesMax);
    expect(records.alerts).toBeGreaterThan(150);
    expect(kept.map(({ id }) => id)).toEqual(kept.map((_, i) => `r${4000 - 2 * (kept.length - i)}`));
    expect(lost).toEqual({ size: 4000 - records.alerts - records.deliveries });
    await storage.close();
  });

  it('sets a damaged record aside and keeps the others', async () => {
    const path = newDirectory();
    const storage = await openAt(path);
    await storage.silences.put([silenceOf('whole'), silenceOf('damaged')]);
    await storage.close();
    const disk = await LmdbDisk.open(join(path, 'tocsin.lmdb'));
    const damaged = [...disk.read('silences')].find(({ record }) => record.includes('"id":"damaged"'));
    const record = Buffer.from(damaged?.record ?? []);
    record[20] = (record[20] ?? 0) ^ 1;
    disk.commitSync([{ table: 'silences', key: damaged?.key ?? '', record }]);
    await disk.close();

    const logger = new RecordedLogger();
    const reopened = await openAt(path, new VirtualClock(NOW_MS), logger);
    expect((await reopened.silences.load()).map(({ id }) => id)).toEqual(['whole']);
    expect(logger.lines).toEqual(['error: Damaged record set aside']);
    await reopened.close();
    const after = await LmdbDisk.open(join(path, 'tocsin.lmdb'));
    expect([...after.read('damaged')].map(({ key }) => key)).toEqual([`silences/${damaged?.key}`]);
    await after.close();
  });

  it('opens an empty file as a new store', async () => {
    const path = newDirectory();
    writeFileSync(join(path, 'tocsin.lmdb'), '');
    const storage = await openAt(path);
    await storage.silences.put([silenceOf('s')]);
    await storage.close();
  });

  it('migrates an older store step by step and refuses a newer one', async () => {
    const path = newDirectory();
    await (await openAt(path)).close();
    const file = join(path, 'tocsin.lmdb');
    const disk = await LmdbDisk.open(file);
    const steps: number[] = [];
    const known = MIGRATIONS.map(() => () => steps.push(0));
    migrate(disk, file, [...known, () => steps.push(1), () => steps.push(2)]);
    migrate(disk, file, [...known, () => steps.push(3), () => steps.push(4)]);
    expect(steps).toEqual([1, 2]);
    await disk.close();
    await expect(openAt(path)).rejects.toThrow(/has format 4, and this version of Tocsin knows formats up to 2/);
  });

  it('reads a store of format 1, whose checksums did not cover where a record belongs', async () => {
    const path = newDirectory();
    const disk = await LmdbDisk.open(join(path, 'tocsin.lmdb'));
    const old = (value: unknown) => {
      const json = Buffer.from(JSON.stringify(value));
      const sum = Buffer.alloc(4);
      sum.writeUInt32BE(crc32(json));
      return Buffer.concat([sum, json]);
    };
    const silence = { order: 0, silence: encodeSilence(silenceOf('old')) };
    disk.migrate(1, () => {});
    disk.commitSync([
      { table: 'silences', key: keyOf('old'), record: old(silence) },
      { table: 'silences', key: keyOf('damaged'), record: Buffer.concat([old(silence), Buffer.from(' ')]) },
      { table: 'alerts', key: alertOf({ n: '1' }).labels.fingerprint, record: old(encodeAlert(alertOf({ n: '1' }))) },
    ]);
    await disk.close();
    for (const lines of [['error: Damaged record set aside'], []]) {
      const logger = new RecordedLogger();
      const storage = await openAt(path, new VirtualClock(NOW_MS), logger);
      expect(await storage.silences.load()).toEqual([silenceOf('old')]);
      expect([...storage.alerts.list()].map(({ labels }) => labels.get('n'))).toEqual(['1']);
      expect(logger.lines).toEqual(lines);
      await storage.close();
    }
  });

  it('is opened by one process at a time', async () => {
    const path = newDirectory();
    const storage = await openAt(path);
    await expect(openAt(path)).rejects.toThrow(
      `storage path ${path} is in use by another process (process ${process.pid}): stop it, or give this one another --storage.path`,
    );
    await storage.close();
    await (await openAt(path)).close();
  });
});

/** Writes in another process, kills it when so many writes were acknowledged, and says which. */
async function killWhileWriting(path: string, count: number): Promise<readonly string[]> {
  const script = join(import.meta.dirname, 'write-until-killed.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const acknowledged: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(line);
    if (acknowledged.length === count) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  expect(acknowledged.length).toBeGreaterThanOrEqual(count);
  return acknowledged;
}
