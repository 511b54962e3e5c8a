import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { utc } from '../../src/clock/timestamp.js';
import { VirtualClock } from '../../src/clock/virtual-clock.js';
import { EmbeddedStorage } from '../../src/storage/embedded/embedded-storage.js';
import { exportStore, importStore } from '../../src/storage/embedded/transfer/stopped-store.js';
import { RecordedLogger } from '../support/recorded-logger.js';
import { alertOf, deliveryOf, entryOf, MINUTE_MS, NO_METRICS, NOW_MS, ODD_ALERT, silenceOf } from './builders.js';

const directories: string[] = [];
const newDirectory = () => {
  const path = mkdtempSync(join(tmpdir(), 'tocsin-transfer-'));
  directories.push(path);
  return path;
};
afterAll(() => {
  for (const path of directories) rmSync(path, { recursive: true, force: true });
});

const logger = new RecordedLogger();
const open = (path: string) =>
  EmbeddedStorage.open({ path, clock: new VirtualClock(NOW_MS), logger, metrics: NO_METRICS });
const TIMER = { groupId: 'g', groupKey: 'k', rhythm: 'r', dueMs: NOW_MS + 1 };

/** A store with one of everything. */
async function filled(fill?: (storage: EmbeddedStorage) => Promise<unknown>): Promise<string> {
  const path = newDirectory();
  const storage = await open(path);
  if (fill !== undefined) await fill(storage);
  else {
    await storage.silences.put([silenceOf('z'), silenceOf('a')]);
    await storage.alerts.put([ODD_ALERT, alertOf({ n: '1' })]);
    await storage.notificationLog.record(entryOf());
    await storage.deliveries.put(deliveryOf('d'));
    storage.flushLedger.arm(TIMER);
    storage.history.append('alerts', { id: 'h', atMs: NOW_MS, about: ['x'], value: { kind: 'fired' } });
  }
  await storage.close();
  return path;
}

function exported(path: string, withHistory = true): Promise<string[]> {
  return exportStore({ path, nowMs: NOW_MS, logger, withHistory }, async (lines) => [...lines]);
}

async function imported(path: string, lines: readonly string[]) {
  return importStore(
    { path, nowMs: NOW_MS, logger },
    (async function* () {
      yield* lines;
    })(),
  );
}

describe('an export of a store', () => {
  it('brings everything into an empty one, and nothing when it is imported again', async () => {
    const lines = await exported(await filled());
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      kind: 'tocsin storage',
      format: 2,
      exportedAt: '2023-11-14T22:13:20.000Z',
    });
    expect(lines.slice(1).map((line) => (JSON.parse(line) as { kind: string }).kind)).toEqual([
      ...['silence', 'silence', 'alert', 'alert', 'notification', 'delivery', 'timer', 'sign of life'],
      ...['history-alerts', 'end'],
    ]);
    const path = newDirectory();
    expect(await imported(path, lines)).toEqual({ added: 9, known: 0 });
    expect(await imported(path, lines)).toEqual({ added: 0, known: 9 });

    const storage = await open(path);
    expect(await storage.silences.load()).toEqual([silenceOf('z'), silenceOf('a')]);
    expect(storage.alerts.get(ODD_ALERT.labels.fingerprint)).toMatchObject({ startsAt: ODD_ALERT.startsAt });
    expect(await storage.notificationLog.last(entryOf().groupKey, entryOf().integration)).toEqual(entryOf());
    expect(storage.deliveries.load()).toEqual([{ delivery: deliveryOf('d'), wasUnderWay: false }]);
    expect(storage.flushLedger.load()).toEqual([TIMER]);
    expect((await storage.history.get('alerts', 'h'))?.value).toEqual({ kind: 'fired' });
    expect((await storage.history.list('alerts', { about: 'x' })).items).toHaveLength(1);
    await storage.close();
  });

  it('leaves out the past where it is asked to', async () => {
    expect((await exported(await filled(), false)).join()).not.toContain('history');
  });

  it('leaves of two records the one that was changed later', async () => {
    const of = (updated: number) =>
      filled(async ({ silences, alerts, notificationLog }) => {
        const updatedAtMs = NOW_MS + updated;
        await silences.put([silenceOf('s', { updatedAtMs, comment: `${updated}` })]);
        await alerts.put([
          alertOf({ n: '1' }, { updatedAt: utc(updatedAtMs), endsAt: utc(NOW_MS + (10 + updated) * MINUTE_MS) }),
        ]);
        await notificationLog.record(entryOf({ sentAtMs: updatedAtMs, firing: [`${updated}`] }));
      });
    for (const [here, there] of [
      [1, 2],
      [2, 1],
    ] as const) {
      const path = await of(here);
      await imported(path, await exported(await of(there)));
      const storage = await open(path);
      const [silence] = await storage.silences.load();
      const [alert] = storage.alerts.list();
      const entry = await storage.notificationLog.last(entryOf().groupKey, entryOf().integration);
      expect([silence?.comment, entry?.firing, alert?.endsAt.ms]).toEqual(['2', ['2'], NOW_MS + 12 * MINUTE_MS]);
      await storage.close();
    }
  });

  it('adds deliveries behind those that wait, and silences behind those that are there', async () => {
    const path = await filled(async ({ deliveries, silences }) => {
      await deliveries.put(deliveryOf('here'));
      await silences.put([silenceOf('here')]);
    });
    await imported(path, await exported(await filled()));
    const storage = await open(path);
    expect(storage.deliveries.load().map(({ delivery: { id } }) => id)).toEqual(['here', 'd']);
    expect((await storage.silences.load()).map(({ id }) => id)).toEqual(['here', 'z', 'a']);
    await storage.close();
  });

  it('that is cut off is refused at its end, with what came before it imported', async () => {
    const lines = await exported(await filled());
    const path = newDirectory();
    await expect(imported(path, lines.slice(0, 3))).rejects.toThrow('the export ends early, after line 3');
    const storage = await open(path);
    expect(await storage.silences.load()).toHaveLength(2);
    await storage.close();
  });

  it.each`
    change                        | edit                                                                                        | complaint
    ${'is of a newer version'}    | ${(lines: string[]) => lines.with(0, (lines[0] ?? '').replace('"format":2', '"format":3'))} | ${'line 1: it has format 3, and this version of Tocsin knows formats up to 2'}
    ${'is something else'}        | ${() => ['{"a":1}']}                                                                        | ${'line 1: this is not an export of a storage of Tocsin'}
    ${'is no JSON'}               | ${(lines: string[]) => lines.with(2, '{')}                                                  | ${/^line 3: .*JSON/}
    ${'has an unknown kind'}      | ${(lines: string[]) => lines.with(2, '{"kind":"x"}')}                                       | ${'line 3: kind "x" is not known'}
    ${'has a silence of nothing'} | ${(lines: string[]) => lines.with(2, '{"kind":"silence","value":{}}')}                      | ${/^line 3: /}
    ${'lacks a record'}           | ${(lines: string[]) => lines.toSpliced(2, 1)}                                               | ${'line 10: there should be 9 records, and there are 8'}
  `('is refused when it $change', async ({ edit, complaint }) => {
    const lines = edit(await exported(await filled()));
    await expect(imported(newDirectory(), lines)).rejects.toThrow(complaint);
  });

  it('cannot be made while a server uses the store, nor of a store that is not there', async () => {
    const path = newDirectory();
    await expect(exported(path)).rejects.toThrow(`there is no store in ${path}`);
    const storage = await open(path);
    await expect(exported(path)).rejects.toThrow('is in use by another process');
    await storage.close();
  });
});
