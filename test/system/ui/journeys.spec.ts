import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { startUiServer, type UiServer } from '../../support/ui-server.js';
import type { HttpStandIn } from '../../support/vendors/http-stand-in.js';
import { startWebhook } from '../../support/vendors/webhook.js';
import { seriousBarriers } from './barriers.js';

// What somebody does who has never seen the pages: from the first one, by what can be read on it.

jest.setTimeout(60_000);

interface Silence {
  readonly comment: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly matchers: readonly { readonly name: string; readonly value: string }[];
}

let ui: UiServer;
let webhook: HttpStandIn;
let page: Page;

beforeAll(async () => {
  webhook = await startWebhook();
  ui = await startUiServer(`
route:
  receiver: storage
  group_by: [alertname, cluster]
  group_wait: 0s
  routes:
    - {matchers: [team="pay"], receiver: payments}
inhibit_rules:
  - name: database down
    source_matchers: [alertname="DatabaseDown"]
    target_matchers: [alertname="HighErrorRate"]
receivers:
  - {name: storage, webhook_configs: [{url: '${webhook.url}/storage'}]}
  - {name: payments, webhook_configs: [{url: 'http://127.0.0.1:9/payments'}]}
`);
  await ui.post('api/v2/silences', {
    matchers: [{ name: 'instance', value: 'node-2', isRegex: false, isEqual: true }],
    startsAt: new Date().toISOString(),
    endsAt: new Date(Date.now() + 3_600_000).toISOString(),
    createdBy: 'ana',
    comment: 'A new disk is on its way',
  });
  const disk = (cluster: string, instance: string) => ({
    labels: { alertname: 'DiskFull', cluster, instance, severity: 'warning' },
    annotations: { summary: `The disk of ${instance} is full` },
  });
  await ui.post('api/v2/alerts', [
    { labels: { alertname: 'DatabaseDown', severity: 'critical' } },
    { labels: { alertname: 'HighErrorRate', severity: 'error', service: 'cart' } },
    ...['node-1', 'node-2', 'node-3'].map((instance) => disk('us', instance)),
    ...['node-4', 'node-5'].map((instance) => disk('eu', instance)),
    ...['node-6', 'node-7'].map((instance) => disk('asia', instance)),
    { labels: { alertname: 'PaymentsSlow', severity: 'warning', team: 'pay' } },
  ]);
});

afterEach(async () => {
  await page.close();
  expect(ui.defects).toEqual([]);
});

afterAll(async () => {
  await ui.stop();
  await webhook.close();
});

describe.each([
  { place: 'at a desk', colorScheme: 'light', viewport: { width: 1280, height: 800 }, noisy: 'eu' },
  { place: 'on a phone', colorScheme: 'dark', viewport: { width: 390, height: 844 }, noisy: 'asia' },
] as const)('somebody new, $place,', ({ noisy, ...options }) => {
  it('finds why one alert of several was not sent', async () => {
    page = await ui.open('', options);
    await page.getByRole('button', { name: 'Unfold DiskFull, cluster us' }).click();
    const alert = page.getByRole('listitem').filter({ hasText: 'node-2' });
    await alert.getByText('silenced').waitFor();
    await alert.getByRole('button', { name: 'Why?' }).click();
    await alert.getByText(/^Not sent to storage: silenced .* of ana \("A new disk is on its way"\)/).waitFor();
    await alert.getByRole('button', { name: 'How do we know?' }).click();
    await alert.getByText('received').waitFor();
    expect(await seriousBarriers(page)).toEqual([]);

    await alert
      .getByText(/^Not sent/)
      .getByRole('link', { name: 'silence' })
      .click();
    await page.getByText('A new disk is on its way').waitFor();
  });

  it('silences a noisy group for two hours', async () => {
    page = await ui.open('', options);
    const group = page
      .locator('[data-index]')
      .filter({ has: page.getByRole('checkbox', { name: `DiskFull, cluster ${noisy}` }) });
    await group.getByRole('button', { name: 'DiskFull', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Silence', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Silence' });
    expect(await dialog.getByRole('radio', { name: '2h' }).isChecked()).toBe(true);
    await dialog.getByText(/\d alerts go quiet/).waitFor();
    await dialog.getByLabel('Comment').fill(`Quiet in ${noisy}`);
    await dialog.getByLabel('Your name').fill('ben');
    await dialog.getByRole('button', { name: 'Silence', exact: true }).click();
    await page.getByText('Silenced for 2h').waitFor();
    await page
      .getByRole('dialog')
      .getByText(/of ben .*nothing more is sent meanwhile/)
      .waitFor();
    await page.keyboard.press('Escape');
    await group.getByText('muted', { exact: true }).waitFor();

    const made = (await ui.get<readonly Silence[]>('api/v2/silences')).find(({ comment }) => comment.endsWith(noisy));
    expect(made?.matchers.map(({ name, value }) => `${name}=${value}`).toSorted()).toEqual([
      'alertname=DiskFull',
      `cluster=${noisy}`,
    ]);
    // It starts when the server has it.
    const lengthMs = Date.parse(made?.endsAt ?? '') - Date.parse(made?.startsAt ?? '');
    expect(Math.round(lengthMs / 60_000)).toBe(120);
  });

  it('finds the receiver that fails, and with which words', async () => {
    page = await ui.open('', options);
    await page.getByText('not told').waitFor();
    await page.getByRole('link', { name: 'Delivery 1 failing' }).click();
    const row = page.getByRole('row').filter({ hasText: 'failing' });
    await row.getByText(/ECONNREFUSED/).waitFor();
    await row.getByRole('link', { name: 'payments' }).click();
    await page.getByRole('row').filter({ hasText: 'PaymentsSlow' }).getByRole('link').click();
    await page.getByText('Attempt 1: to be tried again').waitFor();
    await page
      .getByText(/ECONNREFUSED/)
      .first()
      .waitFor();
    expect(await seriousBarriers(page)).toEqual([]);
  });
});
