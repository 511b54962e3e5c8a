import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { type ServerProcess, startServerProcess } from '../support/server-process.js';
import { GOOGLECHAT_WEBHOOK, startGooglechat } from '../support/vendors/googlechat.js';
import { type HttpStandIn, jsonOf } from '../support/vendors/http-stand-in.js';
import { type MatrixStandIn, startMatrix } from '../support/vendors/matrix.js';
import { startNtfy } from '../support/vendors/ntfy.js';
import { formOf, startTwilio } from '../support/vendors/twilio.js';
import { startWebhook } from '../support/vendors/webhook.js';

jest.setTimeout(60_000);

const SOON_MS = 20_000;
const ROOM = '!room:matrix.test';

/** `mixed` has an integration of Alertmanager's, too; `own` has none. */
const main = (webhook: string) => `
route:
  receiver: own
  group_by: [alertname]
  group_wait: 0s
  group_interval: 1s
  routes: [{matchers: [team=mixed], receiver: mixed}]
receivers:
  - name: own
  - name: mixed
    webhook_configs: [{url: '${webhook}'}]
`;

describe('the receivers of tocsin.yml', () => {
  let ntfy: HttpStandIn;
  let googlechat: HttpStandIn;
  let matrix: MatrixStandIn;
  let twilio: HttpStandIn;
  let webhook: HttpStandIn;
  let folder: string;
  let server: ServerProcess;

  beforeAll(async () => {
    ntfy = await startNtfy('Bearer tk');
    googlechat = await startGooglechat();
    matrix = await startMatrix({ token: 'mt', rooms: new Map([[ROOM, ROOM]]) });
    twilio = await startTwilio({ accountSid: 'AC1', user: 'AC1', password: 'at' });
    webhook = await startWebhook();
    folder = mkdtempSync(join(tmpdir(), 'tocsin-own-'));
    write(all());
    server = await startServerProcess(main(webhook.url), `--tocsin.config.file=${folder}/tocsin.yml`);
  });
  afterAll(async () => {
    await server.remove();
    await Promise.all([ntfy, googlechat, matrix, twilio, webhook].map((vendor) => vendor.close()));
    rmSync(folder, { recursive: true });
  });

  const write = (text: string) => writeFileSync(join(folder, 'tocsin.yml'), text);
  const all = () => `
receivers:
  - name: own
    ntfy_configs: [{url: '${ntfy.url}', topic: alerts, token: tk}]
    googlechat_configs: [{webhook_url: '${googlechat.url}${GOOGLECHAT_WEBHOOK}'}]
    matrix_configs: [{homeserver_url: '${matrix.url}', access_token: mt, room_id: '${ROOM}'}]
    twilio_configs:
      - {api_url: '${twilio.url}', account_sid: AC1, auth_token: at, from: '+15550001111', to: '+15550002222'}
  - name: mixed
    ntfy_configs: [{url: '${ntfy.url}', topic: mixed, token: tk}]
`;
  const post = (alertname: string, labels = {}, endsInMs = 3_600_000) =>
    server.post('/api/v2/alerts', [
      {
        labels: { alertname, ...labels },
        annotations: { summary: 'db-1 is slow' },
        startsAt: new Date(Date.now() - 60_000).toISOString(),
        endsAt: new Date(Date.now() + endsInMs).toISOString(),
      },
    ]);
  const cameTo = (vendor: HttpStandIn, title: string) =>
    vendor.accepted.waitFor(
      (request) => `${request.body}${JSON.stringify(formOf(request))}`.includes(title),
      SOON_MS,
      title,
    );

  it('tell of an alert, and of its end, by ntfy, Google Chat, Matrix and Twilio', async () => {
    const vendors = [ntfy, googlechat, matrix, twilio];
    expect((await post('DiskFull')).status).toBe(200);
    await Promise.all(vendors.map((vendor) => cameTo(vendor, '[FIRING:1] DiskFull')));
    expect((await post('DiskFull', {}, 0)).status).toBe(200);
    await Promise.all(vendors.map((vendor) => cameTo(vendor, '[RESOLVED] DiskFull')));
    expect(vendors.map(({ accepted, refused }) => [accepted.all.length, refused.all.length])).toEqual(
      vendors.map(() => [2, 0]),
    );
  });

  it("tell beside Alertmanager's of one receiver", async () => {
    await post('Slow', { team: 'mixed' });
    const [pushed] = await Promise.all([cameTo(ntfy, '[FIRING:1] Slow'), cameTo(webhook, 'Slow')]);
    expect(jsonOf(pushed)).toMatchObject({ topic: 'mixed' });
  });

  it.each(['ntfy', 'googlechat', 'matrix', 'twilio'])('are counted by their name: %s', async (integration) => {
    const count = await server.metric(`alertmanager_notifications_total{integration="${integration}"}`);
    expect(Number(count)).toBeGreaterThanOrEqual(2);
    expect(
      await server.metric(`alertmanager_notifications_failed_total{integration="${integration}",reason="other"}`),
    ).toBe('0');
  });

  it('are tested as any other', async () => {
    const answer = await server.post('/api/tocsin/v1/receivers/own/test', {});
    expect(await answer.json()).toEqual({
      receiver: 'own',
      integrations: ['ntfy[0]', 'googlechat[0]', 'matrix[0]', 'twilio[0]'].map((integration) => ({
        integration,
        outcome: 'delivered',
        seconds: expect.any(Number),
      })),
    });
  });

  it('do not show in what Alertmanager would answer', async () => {
    const [receivers, status] = await Promise.all(
      ['receivers', 'status'].map(async (path) => (await fetch(`${server.url}/api/v2/${path}`)).json()),
    );
    expect(receivers).toEqual(['own', 'mixed'].map((name) => ({ name, labels: { name } })));
    expect(JSON.stringify(status)).not.toContain('ntfy');
  });

  it('are read again with a reload, and stay as they were where that fails', async () => {
    write(`receivers: [{name: own, ntfy_configs: [{url: '${ntfy.url}', topic: other, token: tk}]}]`);
    expect((await server.reload(main(webhook.url))).status).toBe(200);
    await post('AfterReload');
    expect(jsonOf(await cameTo(ntfy, '[FIRING:1] AfterReload'))).toMatchObject({ topic: 'other' });

    write(`receivers: [{name: own, ntfy_configs: [{topic: other, token: tk, tokn: x}]}]`);
    const refusal = await server.reload(main(webhook.url));
    expect(refusal.status).toBe(500);
    expect(await refusal.text()).toContain('field tokn not found in type ntfy.plain; did you mean "token"?');
    await post('AfterRefusal');
    expect(jsonOf(await cameTo(ntfy, '[FIRING:1] AfterRefusal'))).toMatchObject({ topic: 'other' });
  });
});
