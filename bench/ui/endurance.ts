import type { CDPSession, Page } from 'playwright-core';
import type { UiServer } from '../../test/support/ui-server.js';
import { alertAt } from '../load.js';

/** How many alerts change their text in a second. */
const REWORDED = 30;

/** A group ends and another begins every other second, which is 20 changes in a second. */
const GROUPS = 500;

/** What the open page holds, once all that can be freed is. */
export interface Held {
  readonly minute: number;
  readonly heapMiB: number;
  readonly nodes: number;
  readonly listeners: number;
}

/**
 * Keeps one page open while alerts change, 50 times a second, and somebody filters and opens a group once a minute. As many
 * groups and alerts end as begin. Names never repeat, so that whatever the page keeps by name shows as growth.
 *
 * @param alerts that fire: those of `lastingAlert`
 * @returns what the page holds after each minute
 */
export async function endure(ui: UiServer, page: Page, alerts: number, minutes: number): Promise<readonly Held[]> {
  const session = await page.context().newCDPSession(page);
  const held: Held[] = [];
  const generations = new Map<number, number>();
  const current = (at: number, summary?: string) => lastingAlert(at, generations.get(at % GROUPS), summary);
  const startedMs = performance.now();
  for (let second = 0; second < minutes * 60; second++) {
    const changes = Array.from({ length: REWORDED }, (_, i) =>
      current((second * REWORDED + i) % alerts, `Changed in second ${second}`),
    );
    if (second % 2 === 0) {
      const group = (second / 2) % GROUPS;
      const members = Array.from({ length: alerts / GROUPS }, (_, i) => group + i * GROUPS);
      changes.push(...members.map((at) => ({ ...current(at), endsAt: new Date().toISOString() })));
      generations.set(group, second);
      changes.push(...members.map((at) => current(at)));
    }
    await ui.post('api/v2/alerts', changes);
    if (second % 60 === 29) await lookAround(page, second);
    if (second % 60 === 59) {
      const now = { minute: (second + 1) / 60, ...(await measure(session)) };
      held.push(now);
      process.stdout.write(
        `${now.minute}\t${now.heapMiB.toFixed(2)} MiB\t${now.nodes} nodes\t${now.listeners} listeners\n`,
      );
    }
    const dueMs = startedMs + (second + 1) * 1_000;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, dueMs - performance.now())));
  }
  await session.detach();
  return held;
}

/** An alert that outlasts the run; the generation makes it another one, in a group of its own. */
export function lastingAlert(at: number, generation?: number, summary?: string): object {
  const name = generation === undefined ? {} : { alertname: `Generation${generation}` };
  return {
    ...alertAt(at, name),
    endsAt: new Date(Date.now() + 6 * 3_600_000).toISOString(),
    ...(summary === undefined ? {} : { annotations: { summary } }),
  };
}

/** @returns by how much a figure grows in an hour: the slope of the line that fits best */
export function slopePerHour(held: readonly Held[], figure: (held: Held) => number): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const middle = mean(held.map(({ minute }) => minute));
  const height = mean(held.map(figure));
  const rise = held.reduce((sum, each) => sum + (each.minute - middle) * (figure(each) - height), 0);
  const run = held.reduce((sum, { minute }) => sum + (minute - middle) ** 2, 0);
  return (rise / run) * 60;
}

async function measure(session: CDPSession): Promise<Omit<Held, 'minute'>> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
  return { heapMiB: usedSize / 2 ** 20, nodes, listeners: jsEventListeners };
}

/** A filter that was not asked before, a group, and back to the whole list. */
async function lookAround(page: Page, second: number): Promise<void> {
  const first = page.locator('[data-index="0"]');
  await page.evaluate(`location.hash = '#/alerts?filter=namespace%3D%22ns-${second % 97}%22'`);
  await first.waitFor();
  await first.getByRole('button').nth(1).click();
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.evaluate(`location.hash = '#/alerts'`);
}
