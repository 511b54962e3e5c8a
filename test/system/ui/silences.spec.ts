import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { startUiServer, type UiServer } from '../../support/ui-server.js';
import { seriousBarriers } from './barriers.js';

jest.setTimeout(60_000);

const CONFIG = `
route: {receiver: team, group_by: [alertname]}
receivers: [{name: team}]
`;

interface Silence {
  readonly id: string;
  readonly comment: string;
  readonly createdBy: string;
  readonly endsAt: string;
  readonly matchers: readonly unknown[];
  readonly status: { readonly state: string };
}

let ui: UiServer;
let page: Page;

beforeAll(async () => {
  ui = await startUiServer(CONFIG);
});

afterEach(async () => {
  await page.close();
  expect(ui.defects).toEqual([]);
});

afterAll(() => ui.stop());

const silences = () => ui.get<readonly Silence[]>('api/v2/silences');

describe('the silences', () => {
  it('are made from a link as Alertmanager has them, and taken back within ten seconds', async () => {
    page = await ui.open('#/silences/new?filter=%7Balertname%3D%22DiskFull%22%2Cteam%3D~%22a%7Cb%22%7D&comment=OPS-1');
    await expectText(page.getByLabel('Matchers'), 'alertname="DiskFull", team=~"a|b"');
    await page.getByText('4h', { exact: true }).click();
    await page.getByLabel('Your name').fill('ana');
    await page.getByRole('button', { name: 'Silence', exact: true }).click();
    await page.getByRole('cell', { name: 'OPS-1' }).waitFor();

    const [made] = await silences();
    expect(made).toMatchObject({
      createdBy: 'ana',
      comment: 'OPS-1',
      status: { state: 'active' },
      matchers: [
        { name: 'alertname', value: 'DiskFull', isRegex: false, isEqual: true },
        { name: 'team', value: 'a|b', isRegex: true, isEqual: true },
      ],
    });
    expect(Math.round((Date.parse(made?.endsAt ?? '') - Date.now()) / 3_600_000)).toBe(4);

    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('No active silence').waitFor();
    expect(await silences()).toMatchObject([{ status: { state: 'expired' } }]);
  });

  it('are extended and expired together', async () => {
    const endsAt = new Date(Date.now() + 3_600_000).toISOString();
    for (const name of ['one', 'two']) {
      const matchers = [{ name: 'instance', value: name, isRegex: false, isEqual: true }];
      const startsAt = new Date().toISOString();
      await ui.post('api/v2/silences', { matchers, startsAt, endsAt, createdBy: 'ben', comment: `bulk ${name}` });
    }
    const active = async () => (await silences()).filter(({ status }) => status.state === 'active');
    page = await ui.open('#/silences?q=bulk');
    await page.getByLabel('Select all').check();
    await page.getByRole('button', { name: 'Extend by 1h' }).click();
    await page.getByText('Extended 2 silences').waitFor();
    for (const { endsAt: end } of await active()) {
      expect(Date.parse(end) - Date.parse(endsAt)).toBe(3_600_000);
    }
    await page.getByLabel('Select all').check();
    await page.getByRole('toolbar').getByRole('button', { name: 'Expire' }).click();
    await page.getByText('Expired 2 silences').waitFor();
    expect(await active()).toEqual([]);
  });

  it('can be searched, opened and cloned with the keyboard alone', async () => {
    page = await ui.open('#/silences?state=expired');
    await page.getByText('bulk two').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('instance="one"');
    await page.getByText('bulk two').waitFor({ state: 'hidden' });
    expect(page.url()).toContain('q=instance');
    await page.getByRole('link', { name: 'Clone' }).press('Enter');
    await expectText(page.getByLabel('Matchers'), 'instance="one"');
  });

  it('say where they are written wrongly', async () => {
    page = await ui.open('#/silences/new');
    await page.getByLabel('Matchers').fill('alertname');
    await page.getByText('alertname needs =, !=, =~ or !~ and a value').waitFor();
    expect(await page.getByRole('button', { name: 'Silence', exact: true }).isDisabled()).toBe(true);
  });
});

describe.each(['light', 'dark'] as const)('the pages in the %s theme', (colorScheme) => {
  it.each(['#/silences', '#/silences/new', '#/routes', '#/delivery', '#/status'])(
    '%s can be used by all',
    async (hash) => {
      page = await ui.open(hash, { colorScheme });
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await seriousBarriers(page)).toEqual([]);
    },
  );
});

async function expectText(field: ReturnType<Page['getByLabel']>, text: string): Promise<void> {
  await field.waitFor();
  expect(await field.inputValue()).toBe(text);
}
