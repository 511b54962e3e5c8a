// What a reader of the web UI feels with 10,000 alerts: the first paint, what has to be loaded, filtering, and a storm of
// changes. Figures of Chromium on this machine, beside the budgets. `BENCH_UI_MINUTES=60` leaves the page open for so long
// instead, and tells what it holds as alerts come and go.
import type { Page } from 'playwright-core';
import { startUiServer } from '../../test/support/ui-server.js';
import { median, tell } from '../bench.js';
import { alertAt } from '../load.js';
import { endure, type Held, lastingAlert, slopePerHour } from './endurance.js';

const ALERTS = 10_000;
const STORM_SECONDS = 20;
const CHANGES_PER_SECOND = 500;

/** Until then an open page fills up: what was read is kept for five minutes. */
const SETTLED_MINUTES = 10;

const CONFIG = `
route: {receiver: nobody, group_by: [alertname, cluster], group_wait: 1s, group_interval: 5m}
receivers: [{name: nobody}]
`;

const minutes = Number(process.env['BENCH_UI_MINUTES'] ?? 0);
const ui = await startUiServer(CONFIG);
try {
  if (minutes > 0) await leaveOpen();
  else await lookAtOnce();
} finally {
  await ui.stop();
}

async function lookAtOnce(): Promise<void> {
  await postAll(Array.from({ length: ALERTS }, (_, at) => alertAt(at)));
  const paints: number[] = [];
  let loadedBytes = 0;
  for (let time = 0; time < 5; time++) {
    const [paintMs, bytes] = await firstPaint();
    paints.push(paintMs);
    loadedBytes = bytes;
  }
  const page = await ui.open('#/alerts', { viewport: { width: 1280, height: 800 } });
  await firstRow(page).waitFor();
  const filters: number[] = [];
  for (let time = 0; time < 10; time++) filters.push(await filterMs(page, `team-${time}`));
  const calm = await heapMiB(page);
  const worstFrameMs = await storm(page);
  const figure = (what: string, measured: number, budget: number) => ({ what, values: [measured, budget] });
  tell(
    `ui: ${ALERTS.toLocaleString('en')} alerts`,
    ['measured', 'budget'],
    [
      figure('first useful paint, ms', median(paints), 1_000),
      figure('first load, compressed, kB', loadedBytes / 1_000, 300),
      figure('filter to paint, ms', median(filters), 50),
      figure(`longest frame in ${STORM_SECONDS} s of ${CHANGES_PER_SECOND} changes a second, ms`, worstFrameMs, 100),
      figure('memory after the storm, times before', (await heapMiB(page)) / calm, 1.5),
    ],
  );
}

async function leaveOpen(): Promise<void> {
  await postAll(Array.from({ length: ALERTS }, (_, at) => lastingAlert(at)));
  const page = await ui.open('#/alerts', { viewport: { width: 1280, height: 800 } });
  await firstRow(page).waitFor();
  const held = await endure(ui, page, ALERTS, minutes);
  const settled = held.filter(({ minute }) => minute >= Math.min(SETTLED_MINUTES, minutes));
  const [first, last] = [settled[0], settled.at(-1)];
  if (first === undefined || last === undefined) throw new Error('what is shorter than a minute has no figures');
  const figures = (what: string, of: (held: Held) => number) => [
    { what, values: [of(last), of(first)] },
    { what: `… growth in an hour`, values: [slopePerHour(settled, of), Number.NaN] },
  ];
  tell(
    `ui: a page that stays open, ${minutes} minutes`,
    ['at the end', `after ${first.minute} minutes`],
    [
      ...figures('heap, MiB', ({ heapMiB: mib }) => mib),
      ...figures('DOM nodes', ({ nodes }) => nodes),
      ...figures('listeners', ({ listeners }) => listeners),
    ],
  );
}

function firstRow(page: Page) {
  return page.locator('[data-index="0"]');
}

async function postAll(alerts: readonly object[]): Promise<void> {
  for (let at = 0; at < alerts.length; at += 250) await ui.post('api/v2/alerts', alerts.slice(at, at + 250));
}

/** With an empty cache: until the first group is there to read, and what was loaded of the pages themselves. */
async function firstPaint(): Promise<readonly [ms: number, bytes: number]> {
  const page = await ui.open('about:blank');
  const client = await page.context().newCDPSession(page);
  await client.send('Network.enable');
  const own = new Set<string>();
  let bytes = 0;
  client.on('Network.responseReceived', ({ requestId, response }) => {
    if (!response.url.includes('/api/')) own.add(requestId);
  });
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (own.has(requestId)) bytes += encodedDataLength;
  });
  const startedMs = performance.now();
  await page.goto(`${ui.url}#/alerts`);
  await firstRow(page).waitFor();
  const paintMs = performance.now() - startedMs;
  await page.close();
  return [paintMs, bytes];
}

/** From the last key to the frame that shows what was asked for, by the page's own clock. */
async function filterMs(page: Page, team: string): Promise<number> {
  await page.evaluate(`location.hash = '#/alerts'`);
  await page.waitForFunction(`!location.hash.includes('filter') && document.querySelector('[data-index]') !== null`);
  await firstRow(page).waitFor();
  return page.evaluate<number>(`(async () => {
    const height = () => document.querySelector('[data-index]')?.parentElement.style.height;
    const [before, startedMs] = [height(), performance.now()];
    location.hash = '#/alerts?filter=team%3D%22${team}%22';
    while (height() === before) await new Promise(requestAnimationFrame);
    return performance.now() - startedMs;
  })()`);
}

/** @returns the longest time between two frames, milliseconds */
async function storm(page: Page): Promise<number> {
  await page.evaluate(`location.hash = '#/alerts'`);
  await firstRow(page).waitFor();
  await page.evaluate(`{
    const watch = { longest: 0, last: performance.now() };
    window.frames_watched = watch;
    const next = (now) => {
      watch.longest = Math.max(watch.longest, now - watch.last);
      watch.last = now;
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  }`);
  const endMs = performance.now() + STORM_SECONDS * 1_000;
  for (let round = 0; performance.now() < endMs; round++) {
    const beganMs = performance.now();
    const alerts = Array.from({ length: CHANGES_PER_SECOND / 2 }, (_, at) => ({
      ...alertAt((round * 250 + at) % ALERTS),
      annotations: { summary: `Changed in round ${round}` },
    }));
    await ui.post('api/v2/alerts', alerts);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, 500 - (performance.now() - beganMs))));
  }
  return page.evaluate<number>('window.frames_watched.longest');
}

async function heapMiB(page: Page): Promise<number> {
  const client = await page.context().newCDPSession(page);
  await client.send('HeapProfiler.collectGarbage');
  const { usedSize } = await client.send('Runtime.getHeapUsage');
  return usedSize / 2 ** 20;
}
