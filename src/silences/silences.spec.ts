import { VirtualClock } from '../clock/virtual-clock.js';
import type { LogFields, Logger } from '../log/logger.js';
import { type Silence, silenceState } from './silence.js';
import { type SilenceChange, SilenceStore } from './silence-store.js';
import { type SilenceRequest, Silences, type SilencesOptions } from './silences.js';

const NOW_MS = Date.UTC(2026, 0, 2, 3, 4, 5);
const HOUR_MS = 3_600_000;

class MemoryStore extends SilenceStore {
  readonly written: string[] = [];
  isBroken = false;
  #listener: (change: SilenceChange) => void = () => undefined;

  override async load(): Promise<readonly Silence[]> {
    return [];
  }

  override async put(silences: readonly Silence[]): Promise<void> {
    await Promise.resolve();
    if (this.isBroken) throw new Error('disk full');
    this.written.push(...silences.map(({ id }) => id));
  }

  override async remove(): Promise<void> {
    await Promise.resolve();
  }

  override subscribe(listener: (change: SilenceChange) => void): () => void {
    this.#listener = listener;
    return () => undefined;
  }

  tell(change: SilenceChange): void {
    this.#listener(change);
  }
}

async function setUp(options: Partial<SilencesOptions> = {}) {
  const clock = new VirtualClock(NOW_MS);
  const store = new MemoryStore();
  const lines: string[] = [];
  const logger = {
    info: (message: string, fields: LogFields = {}) => {
      lines.push(`${message} ${Object.values(fields).join(' ')}`);
    },
  } as Logger;
  let made = 0;
  const silences = new Silences({
    store,
    clock,
    newId: () => `id-${++made}`,
    logger,
    options: {
      retentionMs: HOUR_MS,
      maxSilences: 0,
      maxSilenceSizeBytes: 0,
      logSilences: false,
      matcherMode: 'fallback',
      ...options,
    },
  });
  await silences.load();
  const pass = (ms: number) => clock.advanceTo(clock.now() + ms, async () => undefined);
  const stateOf = (id: string) => {
    const silence = silences.get(id);
    return silence === undefined ? 'gone' : silenceState(silence, clock.now());
  };
  return { silences, store, lines, pass, stateOf, clock };
}

function request(changes: Partial<SilenceRequest> = {}): SilenceRequest {
  return {
    matcherSets: [[{ name: 'a', operator: '=', value: 'b' }]],
    startsAtMs: NOW_MS,
    endsAtMs: NOW_MS + HOUR_MS,
    createdBy: 'me',
    comment: 'c',
    annotations: {},
    ...changes,
  };
}

describe('Silences', () => {
  it('raises a start in the past to now', async () => {
    const { silences } = await setUp();
    const { id } = await silences.set(request({ startsAtMs: NOW_MS - HOUR_MS }));
    expect(silences.get(id)).toMatchObject({
      startsAtMs: NOW_MS,
      updatedAtMs: NOW_MS,
      expiresAtMs: NOW_MS + 2 * HOUR_MS,
    });
  });

  const other = [[{ name: 'a', operator: '=', value: 'c' }]] as const;
  it.each`
    first                                   | change                                              | keepsId
    ${{}}                                   | ${{ comment: 'd', endsAtMs: NOW_MS + 2 * HOUR_MS }} | ${true}
    ${{}}                                   | ${{ startsAtMs: NOW_MS + 400 }}                     | ${true}
    ${{}}                                   | ${{ startsAtMs: NOW_MS + 5000 }}                    | ${false}
    ${{}}                                   | ${{ matcherSets: other }}                           | ${false}
    ${{ startsAtMs: NOW_MS + HOUR_MS / 2 }} | ${{ startsAtMs: NOW_MS + 5000 }}                    | ${true}
    ${{ startsAtMs: NOW_MS + HOUR_MS / 2 }} | ${{ startsAtMs: NOW_MS }}                           | ${false}
    ${{ endsAtMs: NOW_MS + 500 }}           | ${{}}                                               | ${false}
  `('on a change of $first to $change keeps the id: $keepsId', async ({ first, change, keepsId }) => {
    const { silences, pass, stateOf } = await setUp();
    const { id } = await silences.set(request(first));
    await pass(1000);
    const changed = await silences.set(request({ ...change, id }));
    expect(changed.id === id).toBe(keepsId);
    if (!keepsId) expect(stateOf(id)).toBe('expired');
    expect(stateOf(changed.id)).not.toBe('expired');
  });

  it.each`
    startsInMs | becomes
    ${0}       | ${{ startsAtMs: NOW_MS, endsAtMs: NOW_MS + 1000 }}
    ${HOUR_MS} | ${{ startsAtMs: NOW_MS + 1000, endsAtMs: NOW_MS + 1000 }}
  `('expires a silence that starts in $startsInMs ms', async ({ startsInMs, becomes }) => {
    const { silences, pass } = await setUp();
    const { id } = await silences.set(request({ startsAtMs: NOW_MS + startsInMs, endsAtMs: NOW_MS + 2 * HOUR_MS }));
    await pass(1000);
    expect(await silences.expire(id)).toBe(true);
    expect(silences.get(id)).toMatchObject(becomes);
    expect(await silences.expire(id)).toBe(true);
    expect(await silences.expire('unknown')).toBe(false);
  });

  const matcher = (name: string, operator: string, value: string) => ({ matcherSets: [[{ name, operator, value }]] });
  const broad = 'matcher set 0: at least one matcher must not match the empty string';
  it.each`
    changes                              | complaint
    ${{ matcherSets: [] }}               | ${'at least one matcher set required'}
    ${{ matcherSets: [[]] }}             | ${'matcher set 0 is empty'}
    ${matcher('', '=', 'x')}             | ${'invalid label matcher 0 in set 0: invalid label name ""'}
    ${matcher('a', '=', '\ud800')}       | ${'invalid label matcher 0 in set 0: invalid label value'}
    ${matcher('a', '=~', '(')}           | ${'invalid label matcher 0 in set 0: invalid regular expression "(": error parsing regexp: missing closing ): `(`'}
    ${matcher('a', '=', '')}             | ${broad}
    ${matcher('a', '=~', 'x?')}          | ${broad}
    ${matcher('a', '=~', 'x|')}          | ${broad}
    ${{ endsAtMs: -62_135_596_800_000 }} | ${'invalid zero end timestamp'}
    ${{ endsAtMs: NOW_MS - 1 }}          | ${'end time must not be before start time'}
  `('refuses $changes', async ({ changes, complaint }) => {
    const { silences } = await setUp();
    await expect(silences.set(request({ ...changes, id: 'unknown' }))).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining(`invalid silence: ${complaint}`),
    });
  });

  it.each([matcher('a', '!=', 'x'), matcher('a', '!~', ''), matcher('a', '=~', '.+')])('takes %j', async (changes) => {
    const { silences } = await setUp();
    const { id } = await silences.set(request(changes as Partial<SilenceRequest>));
    expect(silences.get(id)).toBeDefined();
  });

  it('does not know an id that it did not give', async () => {
    const { silences } = await setUp();
    const set = silences.set(request({ id: 'unknown' }));
    await expect(set).rejects.toMatchObject({ kind: 'notFound', message: 'silence not found' });
  });

  it('counts expired silences, and those being written, against the limit', async () => {
    const { silences, pass } = await setUp({ maxSilences: 2 });
    await silences.set(request({ endsAtMs: NOW_MS + 500 }));
    await pass(1000);
    const [first, second] = await Promise.allSettled([silences.set(request()), silences.set(request())]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({
      reason: { kind: 'limit', message: 'exceeded maximum number of silences: 2 (limit: 2)' },
    });
  });

  it('refuses a silence that is too large, and leaves the one that it would replace alone', async () => {
    const { silences, stateOf } = await setUp({ maxSilenceSizeBytes: 200 });
    const { id } = await silences.set(request());
    const set = silences.set(request({ id, comment: 'x'.repeat(300), matcherSets: other }));
    await expect(set).rejects.toThrow(/^silence exceeded maximum size: \d+ bytes \(limit: 200 bytes\)$/);
    expect(stateOf(id)).toBe('active');
  });

  it('changes nothing when it cannot write', async () => {
    const { silences, store, stateOf } = await setUp();
    const { id } = await silences.set(request());
    store.isBroken = true;
    await expect(silences.expire(id)).rejects.toThrow('disk full');
    await expect(silences.set(request())).rejects.toThrow('disk full');
    expect([stateOf(id), [...silences.list()].length]).toEqual(['active', 1]);
  });

  it('makes one silence of two changes of the same one at once', async () => {
    const { silences, clock } = await setUp();
    const { id } = await silences.set(request());
    const results = await Promise.allSettled([silences.expire(id), silences.set(request({ id, comment: 'later' }))]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    expect(silences.count(clock.now())).toEqual({ active: 1, pending: 0, expired: 1 });
  });

  it("expires a silence although another replica's clock, which wrote it, is ahead", async () => {
    const { silences, store, stateOf } = await setUp();
    const { id } = await silences.set(request());
    const known = silences.get(id);
    if (known === undefined) throw new Error('not stored');
    store.tell({ kind: 'put', silence: { ...known, updatedAtMs: NOW_MS + 60_000 } });
    await silences.expire(id);
    expect(stateOf(id)).toBe('expired');
  });

  it('takes from other replicas what is newer, and nothing that is over', async () => {
    const { silences, store } = await setUp();
    const { id } = await silences.set(request());
    const known = silences.get(id);
    if (known === undefined) throw new Error('not stored');
    store.tell({ kind: 'put', silence: { ...known, comment: 'older', updatedAtMs: NOW_MS - 1 } });
    store.tell({ kind: 'put', silence: { ...known, id: 'over', expiresAtMs: NOW_MS } });
    expect([...silences.list()]).toEqual([known]);
    store.tell({ kind: 'put', silence: { ...known, comment: 'newer', updatedAtMs: NOW_MS + 1 } });
    expect(silences.get(id)?.comment).toBe('newer');
    store.tell({ kind: 'removed', id });
    expect(silences.get(id)).toBeUndefined();
  });

  it('collects a silence once its retention is over', async () => {
    const { silences, pass, stateOf } = await setUp();
    const { id } = await silences.set(request());
    await pass(2 * HOUR_MS - 1);
    expect(await silences.collect()).toBe(0);
    await pass(1);
    expect(await silences.collect()).toBe(1);
    expect(stateOf(id)).toBe('gone');
  });

  it('logs what users do, when asked to', async () => {
    const { silences, lines } = await setUp({ logSilences: true });
    const { id } = await silences.set(request());
    await silences.set(request({ id, comment: 'longer' }));
    await silences.expire(id);
    const times = '2026-01-02T03:04:05Z 2026-01-02T04:04:05Z a=b';
    expect(lines.slice(0, 2)).toEqual([`create silence id-1 me c ${times}`, `update silence id-1 me longer ${times}`]);
    expect(lines[2]).toMatch(/^expire silence id-1 /);
  });
});
