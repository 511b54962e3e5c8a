import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, type RunningProgram, startProgram } from '../support/processes.js';
import type { HttpStandIn, ReceivedRequest } from '../support/vendors/http-stand-in.js';
import { startWebhook } from '../support/vendors/webhook.js';
import { OUR_TOCSIN } from './amtool-servers.js';

const HOUR_MS = 3_600_000;

let folder: string;
let url: string;
let webhook: HttpStandIn;
let program: RunningProgram | undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-take-over-'));
  webhook = await startWebhook();
  url = `http://127.0.0.1:${await freePort()}`;
  writeFileSync(
    join(folder, 'alertmanager.yml'),
    `route: {receiver: team, group_wait: 0s, group_interval: 1s, repeat_interval: 1h, group_by: [alertname]}
receivers: [{name: team, webhook_configs: [{url: '${webhook.url}'}]}]
`,
  );
});

afterEach(async () => {
  await program?.stop('SIGKILL');
  await webhook.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Another program with the same configuration, storage and address. */
async function run(command: string): Promise<void> {
  await program?.stop();
  program = startProgram(command, [
    `--config.file=${folder}/alertmanager.yml`,
    `--storage.path=${folder}/data`,
    `--web.listen-address=${new URL(url).host}`,
    '--cluster.listen-address=',
  ]);
  await program.ready(`${url}/-/ready`);
}

async function post(path: string, body: unknown): Promise<unknown> {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  const text = await response.text();
  return text === '' ? undefined : JSON.parse(text);
}

function names(): string[] {
  return webhook.accepted.all.map(({ body }) => JSON.parse(body).groupLabels.alertname);
}

function notificationOf(alertname: string): Promise<unknown> {
  const isMeant = ({ body }: ReceivedRequest) => JSON.parse(body).groupLabels.alertname === alertname;
  return webhook.accepted.waitFor(isMeant, 15_000, `the notification of ${alertname}`);
}

it('takes over the silences and the notification log of the Alertmanager that ran before', async () => {
  const now = Date.now();
  const [startsAt, endsAt] = [now, now + HOUR_MS].map((ms) => new Date(ms).toISOString());
  const silence = {
    matchers: [
      { name: 'alertname', value: 'Quiet|Silent', isRegex: true, isEqual: true },
      { name: 'team', value: 'b', isRegex: false, isEqual: false },
    ],
    startsAt,
    endsAt,
    createdBy: 'ann',
    comment: 'it is known',
  };
  const told = { labels: { alertname: 'Told' }, endsAt };

  await run('prometheus-alertmanager');
  await post('/api/v2/silences', silence);
  await post('/api/v2/alerts', [told]);
  await notificationOf('Told');

  await run(OUR_TOCSIN);
  const silences = (await (await fetch(`${url}/api/v2/silences`)).json()) as object[];
  // A start in the past becomes the moment of the request.
  const { startsAt: _, ...kept } = silence;
  expect(silences).toEqual([expect.objectContaining({ ...kept, status: { state: 'active' } })]);
  // What was told is not told again, what is silenced is not told at all, and what is new is.
  await post('/api/v2/alerts', [told, { labels: { alertname: 'Quiet' }, endsAt }]);
  await post('/api/v2/alerts', [{ labels: { alertname: 'New' }, endsAt }]);
  await notificationOf('New');
  expect(names()).toEqual(['Told', 'New']);

  // Only the first start takes over: what was changed since stays.
  const [{ id }] = silences as [{ id: string }];
  await fetch(`${url}/api/v2/silence/${id}`, { method: 'DELETE' });
  await run(OUR_TOCSIN);
  const after = (await (await fetch(`${url}/api/v2/silences`)).json()) as object[];
  expect(after).toEqual([expect.objectContaining({ id, status: { state: 'expired' } })]);

  // And the way back: Alertmanager finds its files as it left them.
  await run('prometheus-alertmanager');
  expect(await (await fetch(`${url}/api/v2/silences`)).json()).toEqual([expect.objectContaining({ id })]);
}, 60_000);
