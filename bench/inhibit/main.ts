// What inhibit rules cost, to the alerts that they do and do not concern: ingestion, and how late groups are.
import { alertAt, bodies, get, post } from '../load.js';
import { versus } from '../versus.js';
import { startWebhookCounter } from '../webhook-counter.js';

const ALERTS = 10_000;
const GROUPS = 500;
const GROUP_WAIT_MS = 4_000;

function config(url: string, rules: string): string {
  return `
route: {receiver: hook, group_by: [alertname], group_wait: ${GROUP_WAIT_MS}ms}
inhibit_rules: [${rules}]
receivers: [{name: hook, webhook_configs: [{url: '${url}', max_alerts: 1}]}]
`;
}

const CASES: readonly (readonly [title: string, rules: number | 'one for all', sources: number])[] = [
  ['no rule', 0, 0],
  ['10 rules, a source in ten alerts', 10, ALERTS / 10],
  ['100 rules, a source in ten alerts', 100, ALERTS / 10],
  ['1,000 rules, a source in ten alerts', 1_000, ALERTS / 10],
  ['one rule, 5,000 sources', 'one for all', 5_000],
];

for (const [title, rules, sources] of CASES) {
  const webhook = await startWebhookCounter();
  const written =
    rules === 'one for all'
      ? '{source_matchers: [\'role="source"\'], target_matchers: [\'role="target"\'], equal: [cluster, namespace]}'
      : Array.from(
          { length: rules },
          (_, at) =>
            `{source_matchers: ['role="source"', 'rule="${at}"'], target_matchers: ['role="target"', 'rule="${at}"'], equal: [instance]}`,
        ).join(', ');
  await versus({
    title: `inhibit: ${title}`,
    config: config(webhook.url, written),
    against: ['tocsin', 'alertmanager'],
    rounds: rules === 'one for all' ? 1 : 3,
    async run(server) {
      webhook.clear();
      const count = typeof rules === 'number' ? Math.max(rules, 1) : 1;
      const alerts = Array.from({ length: ALERTS }, (_, at) =>
        alertAt(at, { role: at < sources ? 'source' : 'target', rule: String(at % count), startsAt: '' }),
      );
      const now = new Date().toISOString();
      const all = bodies(
        alerts.map((alert) => ({ ...alert, startsAt: now })),
        256,
      );
      const before = server.cpuSeconds();
      await post(server.pool, '/api/v2/alerts', all.slice(0, 1), 1);
      await post(server.pool, '/api/v2/alerts', all.slice(1), 4);
      const lastMs = performance.now();
      const ingestCpu = server.cpuSeconds() - before;
      await settled(webhook, lastMs + GROUP_WAIT_MS);
      const flushCpu = server.cpuSeconds() - before - ingestCpu;
      const read = await get(server.pool, '/api/v2/alerts');
      return {
        'ingest, CPU s': ingestCpu,
        'flush, CPU s': flushCpu,
        [`last of up to ${GROUPS} groups: late by, ms`]:
          (webhook.arrivals.at(-1) ?? Number.NaN) - lastMs - GROUP_WAIT_MS,
        'GET all alerts, ms': read.ms,
      };
    },
  });
  await webhook.close();
}

/** Waits until nothing has come for a second, from this moment on. */
async function settled(webhook: { readonly arrivals: readonly number[] }, fromMs: number): Promise<void> {
  for (;;) {
    const quietSince = Math.max(fromMs, webhook.arrivals.at(-1) ?? 0);
    const waitMs = quietSince + 1_000 - performance.now();
    if (waitMs <= 0) return;
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}
