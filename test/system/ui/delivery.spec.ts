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
  ui = await startUiServer(`
route:
  receiver: well
  group_wait: 0s
  group_interval: 1s
  routes:
    - {matchers: [to="away"], receiver: away}
receivers:
  - {name: well, webhook_configs: [{url: '${webhook.url}/hooks/T0123456789'}]}
  - {name: away, webhook_configs: [{url: 'http://127.0.0.1:9/hook'}]}
`);
  await ui.post(
    'api/v2/alerts',
    ['well', 'away'].map((to) => ({ labels: { alertname: 'Sent', to } })),
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

describe('the deliveries', () => {
  it('show which receiver fails, in its own words, and how to try it', async () => {
    page = await ui.open('#/delivery');
    const failing = page.getByRole('row').filter({ hasText: 'away' });
    await failing.getByText('failing').waitFor();
    await failing.getByText(/ECONNREFUSED/).waitFor();
    const well = page.getByRole('row').filter({ hasText: 'well' });
    await well.getByText('healthy').waitFor();
    await well.getByRole('button', { name: 'Send a test through well' }).click();
    await page.getByText(/delivered in \d/).waitFor();
    await failing.getByRole('button').click();
    await page.getByText(/webhook\[0\]: .*ECONNREFUSED/).waitFor();
  });

  it('show what was sent, without its secrets, and what was answered', async () => {
    page = await ui.open('#/delivery/log?receiver=well');
    await page.getByText('delivered', { exact: true }).first().waitFor();
    await page.getByRole('row').filter({ hasText: 'well' }).getByRole('link').first().click();
    await page.getByText('Attempt 1: delivered').waitFor();
    await page.getByText(/"groupKey"/).waitFor();
    expect(await page.locator('pre').first().textContent()).not.toContain('T0123456789');
  });

  it('can be filtered by how they ended', async () => {
    page = await ui.open('#/delivery/log');
    await page.getByRole('combobox', { name: 'State' }).click();
    await page.getByRole('option', { name: 'Waiting' }).click();
    await page.getByRole('row').filter({ hasText: 'away' }).waitFor();
    expect(await page.getByRole('row').filter({ hasText: 'well' }).count()).toBe(0);
    expect(page.url()).toContain('state=waiting');
  });
});

it('the system says what runs', async () => {
  page = await ui.open('#/status');
  await page.getByText('alertmanager.yml').waitFor();
  await page.getByText('healthy').waitFor();
  await page.getByText(/receiver: well/).waitFor();
});
