import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { startUiServer, type UiServer } from '../../support/ui-server.js';
import type { HttpStandIn } from '../../support/vendors/http-stand-in.js';
import { startWebhook } from '../../support/vendors/webhook.js';

jest.setTimeout(60_000);

let ui: UiServer;
let webhook: HttpStandIn;
let page: Page;

beforeAll(async () => {
  webhook = await startWebhook();
  ui = await startUiServer(
    `
route:
  receiver: team
  group_by: [alertname, cluster]
  group_wait: 0s
  group_interval: 1s
  routes:
    - {matchers: [severity="critical"], receiver: on-call}
    - {matchers: [team="search"], receiver: broken}
inhibit_rules:
  - name: database down
    source_matchers: [alertname="DatabaseDown"]
    target_matchers: [alertname="HighErrorRate"]
    equal: [cluster]
receivers:
  - {name: team, webhook_configs: [{url: '${webhook.url}/team'}]}
  - {name: on-call, webhook_configs: [{url: '${webhook.url}/on-call'}]}
  - {name: broken, webhook_configs: [{url: 'http://127.0.0.1:9/hook'}]}
`,
    '',
    ['--web.route-prefix=/tocsin'],
  );
  await post(
    alert({ alertname: 'DatabaseDown', cluster: 'eu', severity: 'critical' }, { summary: 'db-1 does not answer' }),
    alert({ alertname: 'HighErrorRate', cluster: 'eu', severity: 'warning', service: 'cart' }),
    alert({ alertname: 'HighErrorRate', cluster: 'eu', severity: 'warning', service: 'pay' }),
    alert({ alertname: 'DiskFull', cluster: 'us', severity: 'error', instance: 'a' }, { summary: 'Nearly full' }),
    alert({ alertname: 'SlowQueries', cluster: 'us', severity: 'warning', team: 'search' }),
  );
});

afterEach(async () => {
  await page.close();
  expect(ui.defects).toEqual([]);
});

afterAll(async () => {
  await ui.stop();
  await webhook.close();
});

const alert = (labels: Record<string, string>, annotations: Record<string, string> = {}) => ({
  labels,
  annotations,
  generatorURL: 'http://prometheus.test/graph',
});
const post = (...alerts: readonly object[]) => ui.post('api/v2/alerts', alerts);

describe('what fires now', () => {
  it('is listed by severity, with who is told and whether they know', async () => {
    page = await ui.open('');
    await page.getByRole('button', { name: 'DatabaseDown: db-1 does not answer', exact: true }).waitFor();
    await page.getByText('told', { exact: true }).first().waitFor();
    const rows = await page.locator('[data-index]').allInnerTexts();
    const first = (of: string) => rows.findIndex((row) => row.includes(of));
    expect(first('DatabaseDown')).toBe(0);
    expect(first('DiskFull')).toBe(1);
    expect(rows[first('HighErrorRate')]).toContain('muted');
    await page.getByText('not told').waitFor();
  });

  it('is filtered by what is typed, completed and clicked, and the URL says so', async () => {
    page = await ui.open('#/alerts');
    await page.getByText('SlowQueries').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('clus');
    await page.getByRole('option', { name: /cluster=/ }).click();
    await page.getByRole('option', { name: /cluster="us"/ }).click();
    await page.getByText('DatabaseDown').waitFor({ state: 'hidden', timeout: 10_000 });
    expect(new URL(page.url()).hash).toContain('filter=cluster%3D%22us%22');
    await page.reload();
    await page.getByText('SlowQueries').waitFor();
    expect(await page.getByText('DatabaseDown').count()).toBe(0);
    await page.keyboard.press('/');
    await page.keyboard.press('Backspace');
    await page.getByText('DatabaseDown').waitFor();
  });

  it('is found by the links that Alertmanager puts into messages', async () => {
    page = await ui.open('#/alerts?receiver=on-call');
    await page.getByText('DatabaseDown').waitFor();
    expect(await page.getByText('DiskFull').count()).toBe(0);
  });

  it('says why nobody was told, step by step, with the keyboard alone', async () => {
    page = await ui.open('#/alerts?filter=%7Balertname%3D%22HighErrorRate%22%7D');
    await page.getByLabel('Unfold HighErrorRate').waitFor();
    await page.keyboard.press('j');
    await page.locator('[data-cursor]').waitFor();
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog');
    await drawer
      .getByText(/inhibited .*database down.*DatabaseDown/i)
      .first()
      .waitFor();
    await page.keyboard.press('w');
    await drawer.getByText('Hide the steps').waitFor();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
  });

  it('unfolds to alerts without the labels that they share', async () => {
    page = await ui.open('#/alerts?filter=alertname%3D%22HighErrorRate%22');
    await page.getByLabel('Unfold HighErrorRate').waitFor();
    await page.keyboard.press('j');
    await page.locator('[data-cursor]').waitFor();
    await page.keyboard.press('e');
    const lines = page.locator('li');
    await lines.filter({ hasText: 'cart' }).waitFor();
    expect(await lines.filter({ hasText: 'cart' }).textContent()).not.toContain('HighErrorRate');
    await page.getByText('inhibited').first().waitFor();
  });

  it('keeps its rows where they are, and tells of what is new', async () => {
    page = await ui.open('#/alerts');
    await page.getByText('SlowQueries').waitFor();
    await page.mouse.move(400, 400);
    const before = await page.locator('[data-index]').count();
    await post(alert({ alertname: 'Newcomer', cluster: 'us', severity: 'critical' }));
    await page.getByRole('button', { name: '1 new' }).waitFor();
    expect(await page.locator('[data-index]').count()).toBe(before);
    await page.getByRole('button', { name: '1 new' }).click();
    await page.getByText('Newcomer').waitFor();
  });

  it('silences what is selected, in one go, and takes it back', async () => {
    page = await ui.open('#/alerts?filter=cluster%3D%22us%22');
    await page.getByText('SlowQueries').waitFor();
    await page.keyboard.press('*');
    await page.keyboard.press('s');
    const dialog = page.getByRole('dialog', { name: /Silence \d groups/ });
    await dialog.getByLabel('Comment').fill('Maintenance');
    await dialog.getByLabel('Your name').fill('ana');
    await dialog.getByRole('button', { name: 'Silence', exact: true }).click();
    await page.getByText(/groups silenced for 2h/).waitFor();
    const active = async () =>
      (await ui.get<readonly { status: { state: string } }[]>('api/v2/silences')).filter(
        ({ status }) => status.state === 'active',
      ).length;
    expect(await active()).toBeGreaterThan(1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Undo' }).waitFor({ state: 'hidden' });
    for (let tries = 0; (await active()) > 0 && tries < 50; tries++) await page.waitForTimeout(100);
    expect(await active()).toBe(0);
  });

  it('can be gathered by other labels', async () => {
    page = await ui.open('#/alerts?groupBy=cluster');
    await page.locator('[data-index]').first().waitFor();
    expect(await page.locator('[data-index]').count()).toBe(2);
  });
});

it('every screen and every key is found from the keyboard', async () => {
  page = await ui.open('');
  await page.getByText('DatabaseDown').waitFor();
  for (const [key, title] of [
    ['s', 'Silences'],
    ['r', 'Routes'],
    ['d', 'Delivery'],
    ['y', 'System'],
    ['n', 'Now'],
  ] as const) {
    await page.keyboard.press('g');
    await page.keyboard.press(key);
    await page.getByRole('heading', { level: 1, name: title }).waitFor({ state: 'attached' });
  }
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).getByText('Next group').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('.');
  await page.getByRole('textbox', { name: 'Command' }).fill('delivery');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Delivery' }).waitFor();
});
