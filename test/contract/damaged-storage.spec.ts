import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock } from '../../src/clock/virtual-clock.js';
import { EmbeddedStorage } from '../../src/storage/embedded/embedded-storage.js';
import { Random } from '../simulation/random.js';
import { RecordedLogger } from '../support/recorded-logger.js';
import { alertOf, deliveryOf, entryOf, NO_METRICS, NOW_MS, silenceOf } from './builders.js';

const COUNT = 300;
const PAGE_BYTES = 4096;
const KEPT = 'error: Storage is damaged; it was set aside, and what is whole in it was kept';
const LOST = 'error: Storage cannot be read; it was set aside, and an empty one is begun';

const directories: string[] = [];
/** The file of a store in which much came and went, so that its trees have several levels and some pages are free. */
let whole: Buffer;

beforeAll(async () => {
  const { storage, file } = await opened();
  for (let i = 0; i < COUNT; i++) {
    const comment = i % 50 === 0 ? 'long'.repeat(3000) : 'short';
    await Promise.all([
      storage.alerts.put([alertOf({ n: `${i}` })]),
      storage.silences.put([silenceOf(`s${i}`, { comment })]),
      storage.notificationLog.record(entryOf({ groupKey: `k${i}` })),
      storage.deliveries.put(deliveryOf(`d${i}`)),
    ]);
    if (i >= 50) storage.deliveries.remove(`d${i - 50}`);
  }
  await storage.close();
  whole = readFileSync(file);
});

afterAll(() => {
  for (const path of directories) rmSync(path, { recursive: true, force: true });
});

async function opened(bytes?: Buffer) {
  const path = mkdtempSync(join(tmpdir(), 'tocsin-damaged-'));
  directories.push(path);
  const file = join(path, 'tocsin.lmdb');
  if (bytes !== undefined) writeFileSync(file, bytes);
  const logger = new RecordedLogger();
  return { path, file, logger, storage: await reopened(path, logger) };
}

function reopened(path: string, logger = new RecordedLogger()): Promise<EmbeddedStorage> {
  return EmbeddedStorage.open({ path, clock: new VirtualClock(NOW_MS), logger, metrics: NO_METRICS });
}

/** What is left, and whether a store of it works. */
async function lookAt({ storage, path, logger }: Awaited<ReturnType<typeof opened>>) {
  const silences = await storage.silences.load();
  const alerts = [...storage.alerts.list()];
  const deliveries = storage.deliveries.load();
  await storage.silences.put([silenceOf('new')]);
  await Promise.all(Array.from({ length: 50 }, (_, i) => storage.alerts.put([alertOf({ new: `${i}` })])));
  await storage.close();
  const again = await reopened(path);
  expect((await again.silences.load()).map(({ id }) => id)).toEqual([...silences.map(({ id }) => id), 'new']);
  await again.close();
  return { silences, alerts, deliveries, lines: logger.lines };
}

/** Every record is one that was written, and none is there twice. */
function expectTrue({ silences, alerts }: Awaited<ReturnType<typeof lookAt>>): void {
  const written = new Set(Array.from({ length: COUNT }, (_, i) => `s${i}`));
  for (const silence of silences) expect(written.delete(silence.id)).toBe(true);
  expect(silences.every((one) => JSON.stringify({ ...one, comment: '' }) === JSON.stringify(bare(one.id)))).toBe(true);
  expect(alerts.length).toBeLessThanOrEqual(COUNT);
}

function bare(id: string) {
  return silenceOf(id, { comment: '' });
}

describe('a store that is damaged', () => {
  it.each(Array.from({ length: 15 }, (_, i) => [i + 1]))('by flipped bits keeps the rest (seed %i)', async (seed) => {
    const random = new Random(seed);
    const bytes = Buffer.from(whole);
    const flips = random.between(1, 5);
    const lastPage = lastPageOf(bytes);
    for (let i = 0; i < flips; i++) {
      // The headers and the lists of what is where, rather than the middle of texts.
      const at =
        random.between(0, lastPage) * PAGE_BYTES + random.between(0, random.chance(0.7) ? 300 : PAGE_BYTES - 1);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random.between(0, 7));
    }
    const found = await lookAt(await opened(bytes));
    expectTrue(found);
    // A page of silences holds some ten of them.
    expect(found.silences.length).toBeGreaterThan(COUNT - 20 * flips);
    expect(found.alerts.length).toBeGreaterThan(COUNT - 20 * flips);
  });

  it.each(Array.from({ length: 10 }, (_, i) => [i + 1]))(
    'by a cut keeps what lies before it (seed %i)',
    async (seed) => {
      const bytes = whole.subarray(0, new Random(seed).between(0, lastPageOf(whole) * PAGE_BYTES));
      const found = await lookAt(await opened(bytes));
      expectTrue(found);
      expect(found.lines.filter((line) => line !== 'error: Damaged record set aside')).toHaveLength(1);
    },
  );

  it('at both places where a commit is told keeps all that is whole', async () => {
    const bytes = Buffer.from(whole);
    bytes.fill(0, 0, 2 * PAGE_BYTES);
    const found = await lookAt(await opened(bytes));
    expectTrue(found);
    expect(found.silences).toHaveLength(COUNT);
    expect(found.alerts).toHaveLength(COUNT);
    // What had been delivered must not be delivered again.
    expect(found.deliveries).toEqual([]);
    expect(found.lines).toEqual([KEPT]);
  });

  it.each(['newest', 'older'] as const)('at the %s commit alone keeps everything', async (which) => {
    const bytes = Buffer.from(whole);
    const transactionAt = (page: number) => page * PAGE_BYTES + 152;
    const isNewestFirst = bytes.readBigUInt64LE(transactionAt(0)) > bytes.readBigUInt64LE(transactionAt(1));
    const page = (which === 'newest') === isNewestFirst ? 0 : 1;
    bytes.writeBigUInt64LE(bytes.readBigUInt64LE(transactionAt(page)) + 1000n, transactionAt(page));
    const found = await lookAt(await opened(bytes));
    expectTrue(found);
    expect(found.silences).toHaveLength(COUNT);
    expect(found.deliveries.length).toBeLessThanOrEqual(51);
    expect(found.lines).toEqual([KEPT]);
  });

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['is something else', () => Buffer.from('this is no store'.repeat(1000))],
    ['is cut off within its first page', (bytes) => bytes.subarray(0, 100)],
  ])('because it %s makes room for an empty one', async (_, damage) => {
    const store = await opened(damage(whole));
    expect(readdirSync(store.path)).toContain(`tocsin.lmdb.damaged-${NOW_MS}`);
    const { silences, lines } = await lookAt(store);
    expect(silences).toEqual([]);
    expect(lines).toEqual([LOST]);
  });

  it('only in the room that is kept for the next commit is whole', async () => {
    const { path, file, logger, storage } = await opened(whole);
    await storage.close();
    truncateSync(file, (lastPageOf(readFileSync(file)) + 1) * PAGE_BYTES);
    const found = await lookAt({ path, file, logger, storage: await reopened(path, logger) });
    expect(found.silences).toHaveLength(COUNT);
    expect(found.lines).toEqual([]);
  });
});

function lastPageOf(bytes: Buffer): number {
  const newest = [0, PAGE_BYTES]
    .map((at) => bytes.subarray(at))
    .toSorted((a, b) => Number(b.readBigUInt64LE(152) - a.readBigUInt64LE(152)))[0];
  return Number(newest?.readBigUInt64LE(144));
}
