import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { jest } from '@jest/globals';
import { parse } from 'yaml';
import { alertmanagerSchema, tocsinSchema } from '../../src/config/json-schemas.js';
import { startProgram } from '../support/processes.js';
import { type EchoingVendor, startEchoingVendor } from '../support/secrets/echoing-vendor.js';
import { leaksIn } from '../support/secrets/leaks.js';
import {
  isMarked,
  isReceiverOnly,
  type MarkedCase,
  markedCases,
  RECEIVER,
  together,
  typesOf,
} from '../support/secrets/marked-cases.js';
import type { Keys } from '../support/secrets/marked-integrations.js';
import { leavesOf, type SchemaKeys, schemaKeys } from '../support/secrets/schema-keys.js';
import { spoiled } from '../support/secrets/spoiled.js';
import { type ServerProcess, startServerProcess } from '../support/server-process.js';
import { type SmtpStandIn, startSmtp } from '../support/vendors/smtp.js';

jest.setTimeout(400_000);

const ROOT = join(import.meta.dirname, '../..');
const SCHEMAS = {
  main: schemaKeys(alertmanagerSchema(() => undefined)),
  own: schemaKeys(tocsinSchema(() => undefined)),
};
const REFUSALS = [401, 500, 'drop'] as const;
const FILES_AT_ONCE = 500;
const SOON_MS = 60_000;

/** Where an answer has no end, as a stream of events has none, this much of it is read. */
const READ_MS = 2000;

/** Of the things that a list tells, so many are looked at one by one. */
const LISTED_MAX = 300;

/** Every GET of both APIs. */
const GETS = [
  ['src/api/v2/openapi.yaml', '/api/v2'],
  ['src/api/tocsin/v1/openapi.yaml', ''],
].flatMap(([file = '', prefix]) => {
  const { paths }: { paths: Record<string, object> } = parse(readFileSync(join(ROOT, file), 'utf8'));
  return Object.keys(paths).flatMap((path) => ('get' in (paths[path] ?? {}) ? [`${prefix}${path}`] : []));
});

describe('a secret', () => {
  let folder: string;
  let vendor: EchoingVendor;
  let smtp: SmtpStandIn;
  let server: ServerProcess;
  let cases: readonly MarkedCase[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tocsin-hidden-'));
    vendor = await startEchoingVendor();
    smtp = await startSmtp({ mechanisms: ['PLAIN', 'LOGIN', 'CRAM-MD5'], user: 'user', password: 'another' });
    const world = { vendorUrl: vendor.url, smtpPort: smtp.port, folder: join(folder, 'files') };
    cases = markedCases(world, SCHEMAS);
    const own = join(folder, 'tocsin.yml');
    writeFileSync(own, '');
    server = await startServerProcess(
      `route: {receiver: ${RECEIVER}}\nreceivers: [{name: ${RECEIVER}}]`,
      `--tocsin.config.file=${own}`,
      '--log.level=debug',
      '--enable-feature=event-recorder',
    );
    await server.post('/api/v2/alerts', [
      { labels: { alertname: 'Secrets' }, endsAt: new Date(Date.now() + 3_600_000).toISOString() },
    ]);
  });
  afterAll(async () => {
    await server.remove();
    await Promise.all([vendor, smtp].map((each) => each.close()));
    rmSync(folder, { recursive: true });
  });

  const reload = ({ main, own }: Pick<MarkedCase, 'main' | 'own'>) => {
    writeFileSync(join(folder, 'tocsin.yml'), JSON.stringify(own));
    return server.reload(JSON.stringify(main));
  };
  const leaks: string[] = [];
  const look = async (answer: Promise<Response>, where: string): Promise<{ status: number; text: string }> => {
    const response = await answer;
    const text = await textOf(response);
    leaks.push(...leaksIn(`${text} ${JSON.stringify([...response.headers])}`, where));
    return { status: response.status, text };
  };
  const get = (path: string) => look(fetch(`${server.url}${path}`), path);

  it.each`
    file                  | schema          | document
    ${'alertmanager.yml'} | ${SCHEMAS.main} | ${'main'}
    ${'tocsin.yml'}       | ${SCHEMAS.own}  | ${'own'}
  `(
    'of each kind in $file is looked for here',
    ({ schema, document }: { schema: SchemaKeys; document: 'main' | 'own' }) => {
      const marked = new Set(cases.flatMap((each) => markedPaths(each[document], schema)));
      expect(schema.secrets.size).toBeGreaterThan(20);
      expect([...schema.secrets].filter((path) => !marked.has(path))).toEqual([]);
    },
  );

  it('does not show in what check-config says, be it right or wrong', async () => {
    const documents = cases.flatMap((each) => [each, ...(each.isPlain ? [...mistaken(each)] : [])]);
    const files = documents.map((document, index) => written(join(folder, 'checked', String(index)), document));
    for (let at = 0; at < files.length; at += FILES_AT_ONCE) {
      const output = await checkConfig(files.slice(at, at + FILES_AT_ONCE));
      expect(output).toContain('SUCCESS');
      leaks.push(...leaksIn(output, 'check-config'));
    }
    expect(leaks).toEqual([]);
  });

  it('does not show in what the API answers to a reload, or to a test that the vendor refuses', async () => {
    const valid = new Set(await validOf(cases));
    // Those that say where everything is sent to have to be tried one by one.
    const one = cases.filter((each) => !isReceiverOnly(each) || !valid.has(each));
    for (const each of [...one, { name: 'all', ...together([...valid]) }]) {
      const { status } = await look(reload(each), `reload, ${each.name}`);
      for (const refusal of status === 200 ? REFUSALS : []) {
        vendor.refuseWith(refusal);
        const test = server.post(`/api/tocsin/v1/receivers/${RECEIVER}/test`, {});
        const { text } = await look(test, `test, ${refusal}, ${each.name}`);
        const { integrations }: { integrations: { outcome: string }[] } = JSON.parse(text);
        expect(integrations.filter(({ outcome }) => outcome !== 'failed')).toEqual([]);
      }
      leaks.push(...leaksIn(server.program.output(), `log, ${each.name}`));
    }
    expect(valid.size).toBeGreaterThan(500);
    expect(leaks).toEqual([]);
  });

  it('does not show in the log, the metrics or the API while every integration fails', async () => {
    const all = together(await validOf(cases));
    vendor.refuseWith(500);
    expect((await look(reload(all), 'reload of all')).status).toBe(200);
    await Promise.all(typesOf(all).map((type) => failed(type)));
    let looked = 0;
    for (const path of ['/', '/metrics', ...GETS.filter((each) => !each.includes('{'))]) {
      const { text } = await get(path);
      const ofEach = GETS.filter((each) => each.startsWith(`${path}/{`));
      for (const id of ofEach.length === 0 ? [] : idsIn(text).slice(0, LISTED_MAX)) {
        for (const one of ofEach) await get(one.replace(/\{[^}]*\}/g, encodeURIComponent(id)));
        looked++;
      }
    }
    expect(looked).toBeGreaterThan(0);
    leaks.push(...leaksIn(server.program.output(), 'log'));
    expect(leaks).toEqual([]);
  });

  async function failed(type: string): Promise<void> {
    const series = `alertmanager_notification_requests_failed_total{integration="${type}"}`;
    const endMs = Date.now() + SOON_MS;
    while (Number((await server.metric(series)) ?? 0) === 0) {
      if (Date.now() > endMs) throw new Error(`no notification by ${type} failed within ${SOON_MS} ms`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async function validOf(all: readonly MarkedCase[]): Promise<readonly MarkedCase[]> {
    const files = all.map((each, index) => written(join(folder, 'cases', String(index)), each));
    const results: { file: string; valid: boolean }[] = [];
    for (let at = 0; at < files.length; at += FILES_AT_ONCE) {
      results.push(...JSON.parse(await checkConfig(['--json', ...files.slice(at, at + FILES_AT_ONCE)])));
    }
    const wrong = new Set(results.filter(({ valid }) => !valid).map(({ file }) => dirname(file)));
    return all.filter((_, index) => !wrong.has(dirname(files[index] ?? '')));
  }
});

async function textOf(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const timer = setTimeout(() => void reader.cancel(), READ_MS);
  const chunks: Uint8Array[] = [];
  for (let part = await reader.read(); !part.done; part = await reader.read()) chunks.push(part.value);
  clearTimeout(timer);
  return Buffer.concat(chunks).toString();
}

/** What a list of the API names its things by. */
function idsIn(text: string): string[] {
  const ids = new Set<string>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, child] of Object.entries(value)) {
      if (key === 'id' && typeof child === 'string') ids.add(child);
      look(child);
    }
  };
  if (text.startsWith('{') || text.startsWith('[')) look(JSON.parse(text));
  return [...ids];
}

function* mistaken({ main, own }: MarkedCase): Generator<Pick<MarkedCase, 'main' | 'own'>> {
  for (const wrong of spoiled(main)) yield { main: wrong, own };
  for (const wrong of spoiled(own)) yield { main, own: wrong };
}

function markedPaths(document: Keys, schema: SchemaKeys): string[] {
  return [...leavesOf(document, schema)].flatMap(({ path, value }) => (isMarked(value) ? [path] : []));
}

function written(folder: string, { main, own }: Pick<MarkedCase, 'main' | 'own'>): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'tocsin.yml'), JSON.stringify(own));
  const file = join(folder, 'alertmanager.yml');
  writeFileSync(file, JSON.stringify(main));
  return file;
}

/** @returns what it says to stdout, and to stderr unless it is asked for JSON */
async function checkConfig(args: readonly string[]): Promise<string> {
  const program = startProgram(process.execPath, [join(ROOT, 'bin/tocsin'), 'check-config', ...args]);
  await program.ended;
  const output = program.output();
  // That some files are not valid is told behind the document.
  return args[0] === '--json' ? output.slice(0, output.lastIndexOf(']') + 1) : output;
}
