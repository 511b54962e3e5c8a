import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, type RunningProgram, startProgram } from '../support/processes.js';
import type { HttpStandIn } from '../support/vendors/http-stand-in.js';
import { startPagerduty } from '../support/vendors/pagerduty.js';
import { startSlack } from '../support/vendors/slack.js';
import { type SmtpStandIn, startSmtp } from '../support/vendors/smtp.js';
import { startWebhook } from '../support/vendors/webhook.js';

/** A whole installation on this machine: Prometheus and node exporter, Tocsin, and everybody that it tells. */
export interface Installation {
  readonly tocsin: RunningProgram;
  readonly tocsinUrl: string;
  readonly smtp: SmtpStandIn;
  readonly slack: HttpStandIn;
  readonly pagerduty: HttpStandIn;
  readonly webhook: HttpStandIn;
  /** Sets what Prometheus scrapes as `queue_length`; above 50 an alert fires. */
  setQueueLength(value: number): void;
  /** Runs Debian's amtool. */
  amtool(...args: readonly string[]): string;
  stop(): Promise<void>;
}

const ENTRY = join(import.meta.dirname, '../../bin/tocsin');

const RULES = `
groups:
  - name: test
    interval: 1s
    rules:
      - alert: QueueTooLong
        expr: queue_length > 50
        labels: {severity: critical, service: shop}
        annotations: {summary: 'the queue holds {{ $value }} orders'}
      - alert: NodeIsUp
        expr: up{job="node"} == 1
        labels: {severity: info, service: shop}
`;

function prometheusConfig(ports: { app: number; node: number; tocsin: number }): string {
  return `
global: {scrape_interval: 1s, evaluation_interval: 1s}
rule_files: [rules.yml]
alerting:
  alertmanagers:
    - static_configs: [{targets: ['127.0.0.1:${ports.tocsin}']}]
scrape_configs:
  - {job_name: shop, static_configs: [{targets: ['127.0.0.1:${ports.app}']}]}
  - {job_name: node, static_configs: [{targets: ['127.0.0.1:${ports.node}']}]}
`;
}

function tocsinConfig({
  smtp,
  slack,
  pagerduty,
  webhook,
}: Pick<Installation, 'smtp' | 'slack' | 'pagerduty' | 'webhook'>): string {
  return `
global:
  smtp_smarthost: 127.0.0.1:${smtp.port}
  smtp_from: tocsin@example.org
  smtp_require_tls: true
  smtp_tls_config: {insecure_skip_verify: true}
route:
  receiver: everybody
  group_by: [alertname]
  group_wait: 1s
  group_interval: 2s
  repeat_interval: 1h
  routes:
    - {matchers: [severity="info"], receiver: nobody}
receivers:
  - name: nobody
  - name: everybody
    webhook_configs: [{url: '${webhook.url}/hook'}]
    email_configs: [{to: team@example.org, send_resolved: true}]
    pagerduty_configs: [{routing_key: R0123456789, url: '${pagerduty.url}/v2/enqueue'}]
    slack_configs:
      - {api_url: '${slack.url}/services/T/B/X', channel: '#incidents', send_resolved: true}
      - app_token: xoxb-demo
        app_url: '${slack.url}/api/chat.postMessage'
        channel: '#live'
        update_message: true
        send_resolved: true
`;
}

export async function install(): Promise<Installation> {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-system-'));
  const [smtp, slack, pagerduty, webhook] = await Promise.all([
    startSmtp({ tls: 'starttls' }),
    startSlack(),
    startPagerduty(),
    startWebhook(),
  ]);
  let queueLength = 0;
  const app = await startApp(() => `queue_length ${queueLength}\n`);
  const ports = {
    app: (app.address() as AddressInfo).port,
    node: await freePort(),
    tocsin: await freePort(),
    prometheus: await freePort(),
  };
  writeFileSync(join(folder, 'rules.yml'), RULES);
  writeFileSync(join(folder, 'prometheus.yml'), prometheusConfig(ports));
  writeFileSync(join(folder, 'alertmanager.yml'), tocsinConfig({ smtp, slack, pagerduty, webhook }));
  mkdirSync(join(folder, 'prometheus'));

  const tocsinUrl = `http://127.0.0.1:${ports.tocsin}`;
  const tocsin = startProgram(process.execPath, [
    ENTRY,
    `--config.file=${folder}/alertmanager.yml`,
    `--storage.path=${folder}/tocsin`,
    `--web.listen-address=127.0.0.1:${ports.tocsin}`,
  ]);
  const node = startProgram('prometheus-node-exporter', [`--web.listen-address=127.0.0.1:${ports.node}`]);
  const prometheus = startProgram('prometheus', [
    `--config.file=${folder}/prometheus.yml`,
    `--storage.tsdb.path=${folder}/prometheus`,
    `--web.listen-address=127.0.0.1:${ports.prometheus}`,
    '--rules.alert.resend-delay=1s',
  ]);
  await Promise.all([
    tocsin.ready(`${tocsinUrl}/-/ready`),
    node.ready(`http://127.0.0.1:${ports.node}/metrics`),
    prometheus.ready(`http://127.0.0.1:${ports.prometheus}/-/ready`),
  ]);

  return {
    tocsin,
    tocsinUrl,
    smtp,
    slack,
    pagerduty,
    webhook,
    setQueueLength(value) {
      queueLength = value;
    },
    amtool: (...args) =>
      execFileSync('amtool', [`--alertmanager.url=${tocsinUrl}`, ...args], {
        encoding: 'utf8',
        // It says that its own version is another one.
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    async stop() {
      await Promise.all([prometheus.stop(), node.stop(), tocsin.stop()]);
      await Promise.all([smtp, slack, pagerduty, webhook].map((vendor) => vendor.close()));
      app.closeAllConnections();
      await new Promise((resolve) => app.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startApp(page: () => string): Promise<Server> {
  const app = createServer((_request, response) => response.end(page()));
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  return app;
}
