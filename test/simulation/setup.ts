export const SECOND = 1000;
export const MINUTE = 60 * SECOND;

export type Labels = Readonly<Record<string, string>>;

/** A route below the root, or the root itself with `match` undefined. */
export interface SetupRoute {
  readonly match: readonly [name: string, value: string] | undefined;
  readonly receiver: string;
  readonly goesOn: boolean;
  /** `...` groups by all labels. */
  readonly groupBy: readonly string[];
  readonly waitMs: number;
  readonly intervalMs: number;
  readonly repeatMs: number;
  /** `first20` mutes in the first twenty minutes of each hour; `from10` is active from the tenth minute on. */
  readonly time: 'first20' | 'from10' | undefined;
}

/** A configuration, in a form that a model can read without a parser of ours. */
export interface Setup {
  readonly name: string;
  readonly root: SetupRoute;
  readonly children: readonly SetupRoute[];
  readonly inhibits: boolean;
}

/** For each receiver, `send_resolved` of its webhooks. */
export const RECEIVERS: Readonly<Record<string, readonly boolean[]>> = {
  ops: [true, false],
  pager: [true],
  chat: [false],
};

export const INTEGRATIONS = Object.entries(RECEIVERS).flatMap(([receiver, webhooks]) =>
  webhooks.map((sendResolved, index) => ({ name: `${receiver}/webhook[${index}]`, receiver, sendResolved })),
);

export const ALERTS: readonly Labels[] = [
  { alertname: 'A', cluster: 'c1', severity: 'page', team: 'x' },
  { alertname: 'A', cluster: 'c1', severity: 'warn', team: 'x' },
  { alertname: 'A', cluster: 'c2', severity: 'warn', team: 'y' },
  { alertname: 'B', cluster: 'c1', severity: 'warn', team: 'z' },
  { alertname: 'B', cluster: 'c2', severity: 'page', team: 'z' },
  { alertname: 'B', cluster: 'c2', severity: 'warn', team: 'x' },
  { alertname: 'A', cluster: 'c1', severity: 'warn', team: 'z' },
  { alertname: 'A', cluster: 'c2', severity: 'warn', team: 'z' },
];

const ROOT: SetupRoute = {
  match: undefined,
  receiver: 'ops',
  goesOn: false,
  groupBy: ['alertname'],
  waitMs: 30 * SECOND,
  intervalMs: 5 * MINUTE,
  repeatMs: 15 * MINUTE,
  time: undefined,
};

const PAGES: SetupRoute = {
  ...ROOT,
  match: ['severity', 'page'],
  receiver: 'pager',
  goesOn: true,
  groupBy: ['cluster'],
  waitMs: 10 * SECOND,
  intervalMs: MINUTE,
  repeatMs: 10 * MINUTE,
};
const OF_X: SetupRoute = { ...ROOT, match: ['team', 'x'], receiver: 'chat', groupBy: ['...'], time: 'first20' };
const OF_Y: SetupRoute = { ...ROOT, match: ['team', 'y'], groupBy: [], intervalMs: 2 * MINUTE, time: 'from10' };

/** The first is the one that histories begin with. */
export const SETUPS: readonly [Setup, ...Setup[]] = [
  { name: 'base', root: ROOT, children: [PAGES, OF_X, OF_Y], inhibits: true },
  {
    name: 'other timers',
    root: { ...ROOT, waitMs: 20 * SECOND, intervalMs: 3 * MINUTE },
    children: [{ ...PAGES, intervalMs: 2 * MINUTE, repeatMs: 12 * MINUTE }, OF_X, OF_Y],
    inhibits: true,
  },
  { name: 'pages to ops', root: ROOT, children: [{ ...PAGES, receiver: 'ops' }, OF_X, OF_Y], inhibits: true },
  { name: 'without x, uninhibited', root: ROOT, children: [PAGES, OF_Y], inhibits: false },
];

export function yamlOf({ root, children, inhibits }: Setup): string {
  const hours = (from: string, to: string) =>
    Array.from({ length: 24 }, (_, hour) => {
      const pad = (n: number) => String(n).padStart(2, '0');
      const end = to === '60' ? `${pad(hour + 1)}:00` : `${pad(hour)}:${to}`;
      return { start_time: `${pad(hour)}:${from}`, end_time: end };
    });
  // JSON is YAML.
  return JSON.stringify({
    route: { ...routeOf(root), routes: children.map(routeOf) },
    receivers: Object.entries(RECEIVERS).map(([name, webhooks]) => ({
      name,
      webhook_configs: webhooks.map((send_resolved, i) => ({ url: `http://${name}-${i}.test`, send_resolved })),
    })),
    inhibit_rules: inhibits
      ? [{ source_matchers: ['severity="page"'], target_matchers: ['severity="warn"'], equal: ['cluster'] }]
      : [],
    time_intervals: [
      { name: 'first20', time_intervals: [{ times: hours('00', '20') }] },
      { name: 'from10', time_intervals: [{ times: hours('10', '60') }] },
    ],
  });
}

function routeOf({ match, receiver, goesOn, groupBy, waitMs, intervalMs, repeatMs, time }: SetupRoute) {
  return {
    receiver,
    group_by: groupBy,
    group_wait: `${waitMs}ms`,
    group_interval: `${intervalMs}ms`,
    repeat_interval: `${repeatMs}ms`,
    ...(match && { matchers: [`${match[0]}="${match[1]}"`], continue: goesOn }),
    ...(time === 'first20' && { mute_time_intervals: [time] }),
    ...(time === 'from10' && { active_time_intervals: [time] }),
  };
}
