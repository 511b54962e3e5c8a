import { execFileSync } from 'node:child_process';
import { statSync, truncateSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { Random } from '../simulation/random.js';
import { startProgram } from '../support/processes.js';
import { crashRepeatedly } from './crash/crash-run.js';
import { CrashServer } from './crash/crash-server.js';
import { Told } from './crash/told.js';

jest.setTimeout(240_000);

const SEED = Number(process.env['CRASH_SEED'] ?? Math.floor(Math.random() * 1e6));
const HOUR_MS = 3_600_000;

/** Looks until it holds; a busy machine takes its time. */
async function until(holds: () => Promise<boolean> | boolean, what: string, withinMs = 60_000): Promise<void> {
  for (const endMs = Date.now() + withinMs; !(await holds()); await wait(50)) {
    if (Date.now() > endMs) throw new Error(`${what} did not come about within ${withinMs} ms`);
  }
}

function alert(alertname: string, text = ''): unknown {
  return {
    labels: { alertname, group: alertname },
    annotations: { text },
    endsAt: new Date(Date.now() + HOUR_MS).toISOString(),
  };
}

function silence(comment: string): unknown {
  const matchers = [{ name: 'none', value: comment, isRegex: false, isEqual: true }];
  const [startsAt, endsAt] = [0, HOUR_MS].map((ms) => new Date(Date.now() + ms).toISOString());
  return { matchers, startsAt, endsAt, createdBy: 'me', comment };
}

describe(`a server that is killed (CRASH_SEED=${SEED})`, () => {
  it('ten times under load loses nothing that it answered, and tells nothing twice but what was in flight', async () => {
    const { wrongs, alerts } = await crashRepeatedly(10, SEED, () => undefined);
    expect(wrongs).toEqual([]);
    expect(alerts).toBeGreaterThan(0);
  });
});

describe('a server and its disk', () => {
  let told: Told;
  let server: CrashServer;

  beforeEach(async () => {
    told = await Told.start();
    server = await CrashServer.prepare(`
route: {receiver: hook, group_by: [group], group_wait: 0s, group_interval: 1s}
receivers: [{name: hook, webhook_configs: [{url: '${told.url}'}]}]
`);
    await server.start();
  });
  afterEach(async () => {
    await server.remove();
    await told.close();
  });

  const postAlert = async (name: string, text?: string) =>
    (await server.post('/api/v2/alerts', [alert(name, text)])).status;
  const postSilence = async (comment: string) => (await server.post('/api/v2/silences', silence(comment))).status;
  const isHealthy = async () => (await server.metric('tocsin_storage_available')) === '1';
  /** Files of the process may not grow beyond this: a write gets no further, as on a full disk. */
  const limitFiles = (bytes: number | 'unlimited') =>
    execFileSync('prlimit', ['--pid', String(server.program.pid), `--fsize=${bytes}:`]);

  it('that fills up pages on, says so, and writes what is missing as soon as there is room', async () => {
    expect(await postSilence('before')).toBe(200);
    limitFiles(statSync(server.storeFile).size);
    let posted = 0;
    await until(async () => {
      expect(await postAlert(`filling${posted++}`, 'x'.repeat(100_000))).toBe(200);
      return !(await isHealthy());
    }, 'a full disk');
    expect(await postAlert('full')).toBe(200);
    await until(() => told.firing.has('full'), 'the page');
    // There may be room for a silence yet, but not for what waits. A 200 is a promise, here too.
    const isTaken = (await postSilence('full')) === 200;

    limitFiles('unlimited');
    await until(isHealthy, 'room');
    expect(await postSilence('after')).toBe(200);
    await server.kill();
    await server.start();
    const alerts = (await server.json('/api/v2/alerts')) as readonly unknown[];
    expect(alerts).toHaveLength(posted + 1);
    const silences = (await server.json('/api/v2/silences')) as readonly { comment: string }[];
    expect(silences.map(({ comment }) => comment).toSorted()).toEqual([
      'after',
      'before',
      ...(isTaken ? ['full'] : []),
    ]);
    await wait(1500);
    expect(told.messages.filter(({ group }) => group === 'full')).toHaveLength(1);
  });

  it('that lost the end of the store goes on with what is whole', async () => {
    for (let i = 0; i < 60; i++) {
      await postAlert(`a${i}`, 'x'.repeat(1000));
      await postSilence(`s${i}`);
    }
    const random = new Random(SEED);
    const sizes = Array.from({ length: 3 }, () => random.between(1, statSync(server.storeFile).size)).toSorted(
      (a, b) => b - a,
    );
    for (const bytes of sizes) {
      await server.kill();
      truncateSync(server.storeFile, Math.min(bytes, statSync(server.storeFile).size));
      await server.start();
      expect(await postAlert('new')).toBe(200);
      expect(await postSilence(`after ${bytes}`)).toBe(200);
    }
    const silences = (await server.json('/api/v2/silences')) as readonly { comment: string }[];
    expect(silences.length).toBeGreaterThan(0);
    expect(new Set(silences.map(({ comment }) => comment)).size).toBe(silences.length);
  });

  it('whose clock jumps ahead and back goes on telling, and nothing twice', async () => {
    const isTold = (name: string) => until(() => told.firing.has(name), `a page about ${name}`);
    const alertOf = (alertname: string) => {
      const [startsAt, endsAt] = [0, 3 * HOUR_MS].map((ms) => new Date(Date.now() + ms).toISOString());
      return { labels: { alertname, group: 'one' }, startsAt, endsAt };
    };
    const post = async (name: string) =>
      expect((await server.post('/api/v2/alerts', [alertOf(name)])).status).toBe(200);
    await post('before');
    await isTold('before');
    for (const [name, offsetMs] of [
      ['ahead', HOUR_MS / 2],
      ['back', 0],
      ['behind', -HOUR_MS / 2],
      ['again', 0],
    ] as const) {
      server.setClock(offsetMs);
      await post(name);
      await isTold(name);
      // It holds over a restart.
      await server.kill();
      await server.start();
    }
    // Several intervals of the group.
    await wait(3_500);
    const texts = told.messages.map(({ alerts }) => alerts.join());
    const twice = texts.filter((text, at) => texts.indexOf(text) !== at);
    // A message may have been on the wire at each of the kills, and no more.
    expect(twice.length).toBeLessThanOrEqual(4);
    expect(texts.at(-1)).toBe('again firing,ahead firing,back firing,before firing,behind firing');
    const last = texts.length;
    await wait(3_500);
    expect(told.messages).toHaveLength(last);
  });

  it('refuses a second process on the same path, with a word that helps', async () => {
    const second = startProgram(process.execPath, [
      ...[`${import.meta.dirname}/../../bin/tocsin`, `--config.file=${server.folder}/alertmanager.yml`],
      ...[`--storage.path=${server.storagePath}`, '--web.listen-address=127.0.0.1:0'],
    ]);
    expect(await second.ended).toBe(1);
    expect(second.errorOutput()).toContain(
      `storage path ${server.storagePath} is in use by another process (process ${server.program.pid})`,
    );
    expect(await postAlert('still there')).toBe(200);
  });
});
