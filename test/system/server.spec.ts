import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { freePort, type RunningProgram, startProgram } from '../support/processes.js';
import { type HttpStandIn, jsonOf } from '../support/vendors/http-stand-in.js';
import { startWebhook } from '../support/vendors/webhook.js';

jest.setTimeout(60_000);

const ENTRY = join(import.meta.dirname, '../../bin/tocsin');
const SOON_MS = 15_000;

describe('the server', () => {
  let folder: string;
  let url: string;
  let port: number;
  let webhook: HttpStandIn;
  let server: RunningProgram;

  const config = (groupWait = '0s') => `
route: {receiver: team, group_by: [alertname], group_wait: ${groupWait}, group_interval: 1s}
receivers: [{name: team, webhook_configs: [{url: '${webhook.url}'}]}]
`;
  const write = (text: string) => writeFileSync(join(folder, 'alertmanager.yml'), text);

  async function start(): Promise<void> {
    server = startProgram(process.execPath, [
      ENTRY,
      `--config.file=${folder}/alertmanager.yml`,
      `--storage.path=${folder}/data`,
      `--web.listen-address=127.0.0.1:${port}`,
    ]);
    await server.ready(`${url}/-/ready`);
  }

  async function post(path: string, body: unknown): Promise<Response> {
    const headers = { 'content-type': 'application/json' };
    return fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  const postAlert = (alertname: string) =>
    post('/api/v2/alerts', [{ labels: { alertname }, endsAt: new Date(Date.now() + 3_600_000).toISOString() }]);
  const toldOf = (alertname: string) =>
    webhook.accepted.all.filter((request) => JSON.stringify(jsonOf(request)).includes(`"alertname":"${alertname}"`));
  const metric = async (name: string) => {
    const page = await (await fetch(`${url}/metrics`)).text();
    return page
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.split(' ')[1];
  };

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tocsin-server-'));
    webhook = await startWebhook();
    port = await freePort();
    url = `http://127.0.0.1:${port}`;
    write(config());
    await start();
  });
  afterEach(async () => {
    await server.stop('SIGKILL');
    await webhook.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('goes on with the last good configuration when it is given a bad one', async () => {
    write(config().replace('receiver: team', 'receiver: taem'));
    const response = await fetch(`${url}/-/reload`, { method: 'POST' });
    expect(response.status).toBe(500);
    expect(await response.text()).toMatch(
      /^failed to reload config: .*alertmanager\.yml:2:8: .*undefined receiver "taem"/,
    );
    expect(await metric('alertmanager_config_last_reload_successful')).toBe('0');

    await postAlert('StillTold');
    await webhook.accepted.waitFor(() => toldOf('StillTold').length > 0, SOON_MS, 'the notification');

    write(config());
    expect((await fetch(`${url}/-/reload`, { method: 'POST' })).status).toBe(200);
    expect(await metric('alertmanager_config_last_reload_successful')).toBe('1');
  });

  it('forgets nothing that it has answered when it is killed', async () => {
    await postAlert('Told');
    await webhook.accepted.waitFor(() => toldOf('Told').length > 0, SOON_MS, 'the first notification');
    const silence = {
      matchers: [{ name: 'alertname', value: 'Told', isRegex: false, isEqual: true }],
      startsAt: new Date().toISOString(),
      endsAt: new Date(Date.now() + 3_600_000).toISOString(),
      createdBy: 'ana',
      comment: 'known',
    };
    const { silenceID } = (await (await post('/api/v2/silences', silence)).json()) as { silenceID: string };
    write(config('1h'));
    expect((await postAlert('Accepted')).status).toBe(200);
    await server.stop('SIGKILL');

    write(config());
    await start();
    const alerts = (await (await fetch(`${url}/api/v2/alerts`)).json()) as {
      labels: { alertname: string };
      status: { silencedBy: string[] };
    }[];
    expect(alerts.map(({ labels, status }) => [labels.alertname, status.silencedBy])).toEqual(
      expect.arrayContaining([
        ['Told', [silenceID]],
        ['Accepted', []],
      ]),
    );
    await webhook.accepted.waitFor(() => toldOf('Accepted').length > 0, SOON_MS, 'what had not been told');
    expect(toldOf('Told')).toHaveLength(1);
  });

  it('stops gracefully, and starts again', async () => {
    expect(await server.stop('SIGTERM')).toBe(0);
    expect(server.output()).toContain('Received shutdown signal, exiting gracefully...');
    await start();
  });

  it('does not start with a configuration that cannot be used', async () => {
    write('route: {receiver: team}\nreceivers: [{name: team, telegram_configs: [{bot_token: hunter2}]}]');
    const other = startProgram(process.execPath, [
      ENTRY,
      `--config.file=${folder}/alertmanager.yml`,
      `--storage.path=${folder}/other`,
    ]);
    await expect(other.ready('http://127.0.0.1:9/')).rejects.toThrow(
      'receivers[0].telegram_configs[0]: missing chat_id or chat_id_file on telegram_config',
    );
    expect(other.output()).not.toContain('hunter2');
  });
});
