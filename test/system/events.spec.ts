import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { TestEventSource } from '../support/event-source.js';
import { freePort, type RunningProgram, startProgram } from '../support/processes.js';

jest.setTimeout(60_000);

const ENTRY = join(import.meta.dirname, '../../bin/tocsin');
const CONFIG = 'route: {receiver: team, group_by: [alertname], group_wait: 1h}\nreceivers: [{name: team}]\n';

describe('the event stream of the server', () => {
  let folder: string;
  let url: string;
  let port: number;
  let server: RunningProgram;
  let clients: TestEventSource[];

  async function start(): Promise<void> {
    server = startProgram(process.execPath, [
      ENTRY,
      `--config.file=${folder}/alertmanager.yml`,
      `--storage.path=${folder}/data`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--web.timeout=1s',
      '--web.get-concurrency=1',
    ]);
    await server.ready(`${url}/-/ready`);
  }

  const connect = async (lastId?: string) => {
    const headers = lastId === undefined ? {} : { 'last-event-id': lastId };
    const client = await TestEventSource.connect(`${url}/api/tocsin/v1/events`, headers);
    clients.push(client);
    return client;
  };
  const post = async (alertname: string) => {
    const response = await fetch(`${url}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ labels: { alertname } }]),
    });
    expect(response.status).toBe(200);
  };
  const alertsOf = ({ events }: TestEventSource) =>
    events.filter(({ event }) => event === 'alert').map(({ data }) => [data['change'], data['labels']]);

  beforeEach(async () => {
    clients = [];
    folder = mkdtempSync(join(tmpdir(), 'tocsin-events-'));
    writeFileSync(join(folder, 'alertmanager.yml'), CONFIG);
    port = await freePort();
    url = `http://127.0.0.1:${port}`;
    await start();
  });
  afterEach(async () => {
    for (const client of clients) client.close();
    await server.stop('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  it('tells of what happens, goes on after a break, and starts anew after a restart', async () => {
    const first = await connect();
    await post('one');
    await first.until(() => first.story('group').length === 1);
    expect(alertsOf(first)).toEqual([['fired', { alertname: 'one' }]]);

    first.close();
    await post('two');
    const second = await connect(first.lastId);
    await second.until(() => second.story('alert').length === 1);
    expect(alertsOf(second)).toEqual([['fired', { alertname: 'two' }]]);

    // One that listens does not hold up the end of the server.
    const startedMs = performance.now();
    expect(await server.stop('SIGTERM')).toBe(0);
    expect(performance.now() - startedMs).toBeLessThan(4_000);
    await second.untilEnd();

    await start();
    const third = await connect(second.lastId);
    await third.until(() => third.events.length === 1);
    expect(third.events).toEqual([{ event: 'reset', data: {} }]);
    await post('three');
    await third.until(() => third.story('alert').length === 1);
    expect(alertsOf(third)).toEqual([['fired', { alertname: 'three' }]]);
  });

  it('tells of reloads, those that failed too', async () => {
    const client = await connect();
    await fetch(`${url}/-/reload`, { method: 'POST' });
    await client.until(() => client.story('config').length === 1);
    writeFileSync(join(folder, 'alertmanager.yml'), 'route: {receiver: taem}\nreceivers: [{name: team}]\n');
    await fetch(`${url}/-/reload`, { method: 'POST' });
    await client.until(() => client.story('config').length === 2);
    expect(client.story('config')).toEqual(['config reloaded', 'config failed']);
    const { configuration } = (await (await fetch(`${url}/api/tocsin/v1/status`)).json()) as {
      configuration: { lastReload: { ok: boolean; error: string } };
    };
    expect(configuration.lastReload).toMatchObject({ ok: false, error: expect.stringContaining('taem') });
  });
});
