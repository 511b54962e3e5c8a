// How the cost of the same work grows with what exists and does not concern it: alerts, silences, rules, routes.

import { type Figure, median, tell } from '../bench.js';
import { alertAt, bodies, get, post } from '../load.js';
import { startServer } from '../server-process.js';

const WORK = 5_000;
const ROUNDS = 3;

interface Step {
  readonly alerts: number;
  readonly silences: number;
  readonly rules: number;
  readonly routes: number;
}

const PLAIN: Step = { alerts: 0, silences: 0, rules: 0, routes: 1 };

/** What grows, and through which sizes. */
const AXES: Readonly<Record<keyof Step, readonly number[]>> = {
  alerts: [1_000, 10_000, 100_000],
  silences: [0, 1_000, 10_000],
  rules: [0, 100, 1_000],
  routes: [1, 100, 1_000, 10_000],
};

for (const axis of Object.keys(AXES) as (keyof Step)[]) {
  const steps = AXES[axis].map((size) => ({ ...PLAIN, [axis]: size }));
  const measured = new Map<Step, Cost[]>(steps.map((step) => [step, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const step of round % 2 === 0 ? steps : steps.toReversed()) measured.get(step)?.push(await measure(step));
  }
  const costs = [...measured.values()];
  const figure = (what: string, of: (cost: Cost) => number): Figure => ({
    what,
    values: costs.map((all) => median(all.map(of))).toReversed(),
  });
  tell(
    `growth: the same work beside more ${axis}`,
    AXES[axis].toReversed().map((size) => `${size.toLocaleString('en')} ${axis}`),
    [
      figure(`${WORK.toLocaleString('en')} alerts for the first time, CPU s`, ({ first }) => first),
      figure('the same again, CPU s', ({ again }) => again),
      figure('GET of one alert, ms', ({ oneMs }) => oneMs),
    ],
  );
}

interface Cost {
  readonly first: number;
  readonly again: number;
  readonly oneMs: number;
}

async function measure({ alerts, silences, rules, routes }: Step): Promise<Cost> {
  await using server = await startServer('tocsin', config(rules, routes));
  const path = '/api/v2/alerts';
  const others = Array.from({ length: alerts }, (_, at) => alertAt(1_000_000 + at));
  await post(server.pool, path, bodies(others, 256), 4);
  await post(server.pool, '/api/v2/silences', Array.from({ length: silences }, unrelatedSilence), 4);
  // Code is warm in every step alike.
  const warmUp = bodies(
    Array.from({ length: WORK }, (_, at) => alertAt(2_000_000 + at)),
    256,
  );
  for (let time = 0; time < 3; time++) await post(server.pool, path, warmUp, 4);

  const work = bodies(
    Array.from({ length: WORK }, (_, at) => alertAt(at)),
    256,
  );
  const cpu = async (): Promise<number> => {
    const before = server.cpuSeconds();
    await post(server.pool, path, work, 4);
    return server.cpuSeconds() - before;
  };
  const first = await cpu();
  const again = median([await cpu(), await cpu(), await cpu()]);
  // What is written behind would be measured with the question.
  await server.settled();
  const one = `${path}?filter=mountpoint%3D%22%2Fvar%2Flib%2Fdata-77%22`;
  const took: number[] = [];
  for (let time = 0; time < 10; time++) took.push((await get(server.pool, one)).ms);
  return { first, again, oneMs: median(took) };
}

function unrelatedSilence(_: unknown, at: number): Buffer {
  return Buffer.from(
    JSON.stringify({
      matchers: [{ name: 'ticket', value: `T-${at}`, isRegex: false, isEqual: true }],
      startsAt: new Date().toISOString(),
      endsAt: new Date(Date.now() + 3_600_000).toISOString(),
      createdBy: 'bench',
      comment: 'bench',
    }),
  );
}

function config(rules: number, routes: number): string {
  const rule = (at: number) =>
    `  - {source_matchers: ['rule="${at}"'], target_matchers: ['target="${at}"'], equal: [cluster]}`;
  const route = (at: number) => `    - {receiver: nobody, matchers: ['unit="${at}"']}`;
  const lines = (count: number, line: (at: number) => string) =>
    Array.from({ length: count }, (_, at) => line(at)).join('\n');
  return `
route:
  receiver: nobody
  group_by: [alertname, cluster]
  group_wait: 5m
  routes:
${lines(routes, route)}
${rules === 0 ? '' : `inhibit_rules:\n${lines(rules, rule)}`}
receivers: [{name: nobody}]
`;
}
