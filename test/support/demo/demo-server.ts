import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startProgram } from '../processes.js';

/** An alert as the API shows it, as far as the demo looks. */
export interface ShownAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly fingerprint: string;
  readonly status: { readonly inhibitedBy: readonly string[]; readonly silencedBy: readonly string[] };
}

/** The server that the demo plays on. */
export interface DemoServer {
  readonly url: string;
  /** @param endsInMs 0: they have ended */
  post(alerts: readonly Readonly<Record<string, string>>[], endsInMs: number): Promise<void>;
  /** @returns the ID of the silence */
  silence(alertname: string, comment: string): Promise<string>;
  alerts(): Promise<readonly ShownAlert[]>;
  close(): Promise<void>;
}

const ENTRY = join(import.meta.dirname, '../../../bin/tocsin');
const PORT = 9093;
const HOUR_MS = 3_600_000;

/** Starts it with these configurations, on Alertmanager's port where that is free. */
export async function startDemoServer(main: object, own: object): Promise<DemoServer> {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-demo-'));
  // JSON is YAML.
  writeFileSync(join(folder, 'alertmanager.yml'), JSON.stringify(main, null, 2));
  writeFileSync(join(folder, 'tocsin.yml'), JSON.stringify(own, null, 2));
  const port = (await isFree(PORT)) ? PORT : await freePort();
  const url = `http://127.0.0.1:${port}`;
  const program = startProgram(process.execPath, [
    ENTRY,
    `--config.file=${folder}/alertmanager.yml`,
    `--storage.path=${folder}/data`,
    `--web.listen-address=127.0.0.1:${port}`,
  ]);
  await program.ready(`${url}/-/ready`);

  const ask = async (path: string, body: unknown): Promise<string> => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${url}/api/v2/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const text = await response.text();
    if (!response.ok) throw new Error(`POST ${path} answers ${response.status}: ${text}`);
    return text;
  };
  return {
    url,
    async post(alerts, endsInMs) {
      const now = Date.now();
      const body = alerts.map((labels) => ({
        labels,
        annotations: { summary: `${labels['alertname']} on ${labels['instance'] ?? labels['service']}` },
        startsAt: new Date(now - 60_000).toISOString(),
        endsAt: new Date(now + endsInMs).toISOString(),
      }));
      await ask('alerts', body);
    },
    async silence(alertname, comment) {
      const answer = await ask('silences', {
        matchers: [{ name: 'alertname', value: alertname, isRegex: false, isEqual: true }],
        startsAt: new Date().toISOString(),
        endsAt: new Date(Date.now() + HOUR_MS).toISOString(),
        createdBy: 'ana',
        comment,
      });
      return (JSON.parse(answer) as { silenceID: string }).silenceID;
    },
    alerts: async () => (await (await fetch(`${url}/api/v2/alerts`)).json()) as ShownAlert[],
    async close() {
      await program.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function isFree(wanted: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(wanted, () => server.close(() => resolve(true)));
  });
}
