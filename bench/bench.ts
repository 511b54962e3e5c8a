import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';

/** One line of a result. */
export interface Measured {
  readonly what: string;
  /** Median operations per second. */
  readonly perSecond: number;
  /** How many times the reference, if there is one. */
  readonly ratio?: number;
}

const ROUNDS = 7;
const ROUND_MS = 300;
const WARM_UP_MS = 500;

/**
 * Runs several ways of doing the same in turn, so that a busy machine slows all of them down alike.
 *
 * @returns the median of the rounds, in operations per second
 */
export function race<const Name extends string>(ways: Readonly<Record<Name, () => unknown>>): Record<Name, number> {
  const names = Object.keys(ways) as Name[];
  for (const name of names) rate(ways[name], WARM_UP_MS);
  const rounds = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names) rounds.get(name)?.push(rate(ways[name], ROUND_MS));
  }
  return Object.fromEntries(names.map((name) => [name, median(rounds.get(name) ?? [])])) as Record<Name, number>;
}

/** A figure of several servers, in their order. */
export interface Figure {
  readonly what: string;
  /** Not a number where one has none. */
  readonly values: readonly number[];
}

/** Tells figures side by side: how many times those of the last server the first one's are. */
export function tell(title: string, servers: readonly string[], figures: readonly Figure[]): void {
  const rows = figures.map(({ what, values }) => {
    const [first = Number.NaN, ...others] = values;
    const reference = others.at(-1) ?? Number.NaN;
    const ratio = Number.isFinite(first / reference) ? `${(first / reference).toPrecision(2)} ×` : '';
    return `| ${what} | ${values.map(written).join(' | ')} | ${ratio} |`;
  });
  const compared = servers.length > 1 ? `of ${servers.at(-1)}` : '';
  const head = [`| | ${servers.join(' | ')} | ${compared} |`, `| --- |${' ---: |'.repeat(servers.length + 1)}`];
  publish(title, [...head, ...rows].join('\n'));
}

function written(value: number): string {
  if (!Number.isFinite(value)) return '';
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}

/** Prints rates, and appends them to bench/RESULTS.md with the date and the commit. */
export function report(title: string, lines: readonly Measured[]): void {
  const rows = lines.map(({ what, perSecond, ratio }) => {
    const compared = ratio === undefined ? '' : `${ratio.toPrecision(2)} ×`;
    return `| ${what} | ${Math.round(perSecond).toLocaleString('en')} | ${compared} |`;
  });
  const table = ['| | per second | compared |', '| --- | ---: | ---: |', ...rows].join('\n');
  publish(title, table);
}

function publish(title: string, table: string): void {
  process.stdout.write(`${title}\n\n${table}\n\n`);
  if (process.env['BENCH_PROFILE'] !== undefined) return;
  const about = [new Date().toISOString().slice(0, 10), `commit ${commit()}`, `Node ${process.version}`, load()].join(
    ', ',
  );
  const head = `\n## ${title}\n\n${about}\n\n`;
  appendFileSync(join(import.meta.dirname, 'RESULTS.md'), `${head}${table}\n`);
}

let sink: unknown;

function rate(run: () => unknown, forMs: number): number {
  let count = 0;
  const startedMs = performance.now();
  let elapsedMs = 0;
  while (elapsedMs < forMs) {
    sink = run();
    count++;
    elapsedMs = performance.now() - startedMs;
  }
  return sink === rate ? 0 : (count * 1000) / elapsedMs;
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Of the machine, the benchmark's own included. */
function load(): string {
  return `load ${(loadavg()[0] ?? 0).toFixed(1)}`;
}

function commit(): string {
  return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
}
