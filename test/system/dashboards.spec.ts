import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { freePort, type RunningProgram, startProgram } from '../support/processes.js';
import type { HttpStandIn } from '../support/vendors/http-stand-in.js';
import { startWebhook } from '../support/vendors/webhook.js';
import { readMetricsPage, type ShownMetric } from './metrics-page.js';

jest.setTimeout(90_000);

const ENTRY = join(import.meta.dirname, '../../bin/tocsin');
/** How long Prometheus may take to scrape what a rate needs, on a busy machine. */
const SOON_MS = 30_000;

/**
 * What the alerts and the dashboard of Alertmanager's mixin ask for (doc/alertmanager-mixin), and what other dashboards
 * show. Without its condition each expression has an answer from a server that has worked a little; with it, too, where
 * one is due. Where the mixin compares inside an expression, the comparison is one that holds.
 */
const FIXTURE = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures/dashboards.json'), 'utf8')) as {
  readonly metrics: Readonly<Record<string, ShownMetric>>;
  readonly expressions: readonly {
    readonly from: string;
    readonly expression: string;
    readonly condition: string;
    readonly due: boolean;
  }[];
};
/** What Prometheus adds to what it scrapes, or makes itself. */
const TARGET_LABELS = ['job', 'instance'];
const TARGET_METRICS = ['up'];

/** What 0.25 shows and 0.34 does not, or what only a program in Go can show. */
const NOT_HERE = /^(?:alertmanager_marked_alerts|go_.*|net_conntrack_.*|process_virtual_memory_max_bytes)$/;

const configOf = (url: string) => `
route:
  receiver: takes
  group_by: [alertname]
  group_wait: 0s
  group_interval: 1s
  routes: [{matchers: [alertname="Refused"], receiver: refuses}]
receivers:
  - {name: takes, webhook_configs: [{url: '${url}/takes'}]}
  - {name: refuses, webhook_configs: [{url: '${url}/refuses'}]}
`;

const later = () => new Date(Date.now() + 3_600_000).toISOString();
const post = (url: string, body: unknown) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

/** One message that is taken, one that is refused, a silence with an alert to it, an invalid alert, a reload. */
async function work(url: string): Promise<void> {
  const matchers = [{ name: 'alertname', value: 'Silenced', isRegex: false }];
  const startsAt = new Date().toISOString();
  await post(`${url}/api/v2/silences`, { matchers, startsAt, endsAt: later(), createdBy: 'ana', comment: 'known' });
  const alerts = ['Told', 'Refused', 'Silenced'].map((alertname) => ({ labels: { alertname }, endsAt: later() }));
  await post(`${url}/api/v2/alerts`, alerts);
  await post(`${url}/api/v2/alerts`, [{ labels: {} }]);
  await fetch(`${url}/-/reload`, { method: 'POST' });
}

describe('the metrics of a server that has worked a little', () => {
  let folder: string;
  let webhook: HttpStandIn;
  const programs: RunningProgram[] = [];
  let alertmanager: string;
  let tocsin: string;
  let prometheus: string;

  async function start(command: readonly [string, ...string[]], args: (port: number) => string[]): Promise<string> {
    const port = await freePort();
    const [program, ...first] = command;
    const running = startProgram(program, [...first, ...args(port)]);
    programs.push(running);
    const url = `http://127.0.0.1:${port}`;
    await running.ready(`${url}/-/ready`);
    return url;
  }

  const startServer = (name: string, command: readonly [string, ...string[]]) =>
    start(command, (port) => [
      `--config.file=${folder}/alertmanager.yml`,
      `--storage.path=${folder}/${name}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=127.0.0.1:0',
    ]);

  function startPrometheus(target: string): Promise<string> {
    const job = { job_name: 'alertmanager', scrape_interval: '1s', static_configs: [{ targets: [target] }] };
    writeFileSync(join(folder, 'prometheus.yml'), JSON.stringify({ scrape_configs: [job] }));
    return start(['prometheus'], (port) => [
      `--config.file=${folder}/prometheus.yml`,
      `--storage.tsdb.path=${folder}/prometheus`,
      `--web.listen-address=127.0.0.1:${port}`,
    ]);
  }

  /** The answer's samples. @throws {Error} when Prometheus does not understand the expression */
  async function query(expression: string): Promise<readonly unknown[]> {
    const response = await fetch(`${prometheus}/api/v1/query?query=${encodeURIComponent(expression)}`);
    const { data, error } = (await response.json()) as { data?: { result: readonly unknown[] }; error?: string };
    if (data === undefined) throw new Error(`${expression}: ${error}`);
    return data.result;
  }

  async function answers(expression: string): Promise<void> {
    for (const endMs = Date.now() + SOON_MS; ; ) {
      const samples = await query(expression);
      if (samples.length > 0) return;
      if (Date.now() > endMs) throw new Error(`${expression} has no answer`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  const pageOf = async (url: string) => readMetricsPage(await (await fetch(`${url}/metrics`)).text());

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tocsin-dashboards-'));
    webhook = await startWebhook();
    webhook.behave(({ path }) => ({ status: path === '/refuses' ? 400 : 200, body: '' }));
    writeFileSync(join(folder, 'alertmanager.yml'), configOf(webhook.url));
    tocsin = await startServer('tocsin', [process.execPath, ENTRY]);
    [alertmanager, prometheus] = await Promise.all([
      startServer('alertmanager', ['prometheus-alertmanager']),
      startPrometheus(new URL(tocsin).host),
    ]);
    // What a rate starts from has to be there before the work.
    await answers('alertmanager_notifications_failed_total');
    await Promise.all([work(alertmanager), work(tocsin)]);
  });
  afterAll(async () => {
    await Promise.all(programs.map((program) => program.stop()));
    await webhook?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(Object.entries(FIXTURE.metrics))('have %s', async (name, metric) => {
    expect((await pageOf(tocsin)).get(name)).toEqual(metric);
  });

  it.each(FIXTURE.expressions)('have the metrics and labels of: $from', async ({ expression, condition }) => {
    const page = await pageOf(tocsin);
    for (const { name, labels } of selectorsOf(`${expression} ${condition}`)) {
      if (TARGET_METRICS.includes(name)) continue;
      const family = page.has(name) ? name : name.replace(/_(?:bucket|sum|count)$/, '');
      expect([family, page.get(family)?.labels]).toEqual([family, expect.arrayContaining([...labels])]);
    }
  });

  it.each(FIXTURE.expressions)('answer: $from', async ({ expression, condition, due }) => {
    await answers(expression);
    if (condition === '') return;
    if (due) await answers(`${expression} ${condition}`);
    else expect(await query(`${expression} ${condition}`)).toEqual([]);
  });

  it('are those of Alertmanager 0.25, with its labels and types', async () => {
    const [theirs, ours] = await Promise.all([pageOf(alertmanager), pageOf(tocsin)]);
    for (const [name, { type, labels }] of theirs) {
      if (NOT_HERE.test(name)) continue;
      expect([name, ours.get(name)]).toEqual([name, { type, labels: expect.arrayContaining([...labels]) }]);
    }
  });
});

/** The metrics of an expression, and the labels by which it selects them; not those of their target. */
function selectorsOf(expression: string): readonly { readonly name: string; readonly labels: readonly string[] }[] {
  return [...expression.matchAll(/\b((?:alertmanager|process)_\w+|up\b)(?:\{([^}]*)\})?/g)].map(
    ([, name = '', inner = '']) => ({
      name,
      labels: [...inner.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)]
        .map(([, label = '']) => label)
        .filter((label) => !TARGET_LABELS.includes(label)),
    }),
  );
}
