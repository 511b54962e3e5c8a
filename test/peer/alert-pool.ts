import type { Random } from '../simulation/random.js';

export type Labels = Readonly<Record<string, string>>;

/** What alerts are labelled with, and routes, silences and filters look for. */
export const LABELS: Readonly<Record<string, readonly string[]>> = {
  alertname: ['Down', 'Slow', 'Full'],
  team: ['core', 'shop'],
  cluster: ['eu', 'us'],
  severity: ['page', 'warn', 'info'],
};

const SIZE_MIN = 7;
const SIZE_MAX = 11;

/** Values that are hard to print. */
const ODD: readonly Labels[] = [
  { path: 'C:\\temp\\"x"', job: 'Σ-é' },
  { instance: '<a href="x">&</a>' },
  { text: 'two\nlines\tand a tab', job: '🙂' },
  { empty: '' },
];

/**
 * The alerts of a history. One of them at most can be the source of an inhibition for the same equal labels: of several
 * sources 0.25 names any as the one that inhibits.
 */
export function alertPool(random: Random): Labels[] {
  const size = random.between(SIZE_MIN, SIZE_MAX);
  const pool = new Map<string, Labels>();
  while (pool.size < size) {
    const labels: Record<string, string> = {};
    for (const [name, values] of Object.entries(LABELS)) {
      if (name === 'alertname' || random.chance(0.85)) labels[name] = random.pick(values);
    }
    if (random.chance(0.5)) labels['instance'] = random.pick(['i1', 'i2']);
    const all = { ...labels, ...(random.chance(0.2) ? random.pick(ODD) : {}) };
    if (all['severity'] === 'page' && [...pool.values()].some((other) => sharesSource(all, other))) continue;
    pool.set(JSON.stringify(Object.entries(all).sort()), all);
  }
  return [...pool.values()];
}

function sharesSource(a: Labels, b: Labels): boolean {
  const isSame = (name: string) => (a[name] ?? '') === (b[name] ?? '');
  return b['severity'] === 'page' && (isSame('team') || isSame('cluster') || isSame('alertname'));
}
