import type { Random } from '../simulation/random.js';
import { LABELS, type Labels } from './alert-pool.js';
import { plainMatcher, type SpecMatcher } from './spec-matcher.js';

/** What a history is about; each kind keeps away from what would make its times uncertain. */
export type Profile = 'calm' | 'reload' | 'failing' | 'restart';

/** A route of `alertmanager.yml`, with the keys as they are written there. */
export interface RouteSpec {
  readonly receiver?: string;
  readonly continue?: boolean;
  readonly matchers?: readonly string[];
  readonly match?: Labels;
  readonly match_re?: Labels;
  readonly group_by?: readonly string[];
  readonly group_wait?: string;
  readonly group_interval?: string;
  readonly repeat_interval?: string;
  readonly mute_time_intervals?: readonly string[];
  readonly active_time_intervals?: readonly string[];
  readonly routes?: readonly RouteSpec[];
}

interface InhibitSpec {
  readonly source_matchers: readonly string[];
  readonly target_matchers: readonly string[];
  readonly equal: readonly string[];
}

/** A configuration but for what is known when it runs: addresses, and the minutes of its time intervals. */
export interface Setup {
  readonly route: RouteSpec;
  /** For each receiver, `send_resolved` of its webhooks. */
  readonly receivers: Readonly<Record<string, readonly boolean[]>>;
  readonly inhibitRules: readonly InhibitSpec[];
}

/** `group_wait` and `group_interval`, in pairs that keep flushes apart from what happens (see `Phase`). */
const RHYTHMS: readonly (readonly [wait: string, interval: string])[] = [
  ['600ms', '1s'],
  ['600ms', '1s'],
  ['600ms', '2s'],
  ['1600ms', '2s'],
  ['600ms', '3s'],
  ['1600ms', '3s'],
  ['2600ms', '5s'],
  ['600ms', '5s'],
];
/** Here a message that is refused twice comes before the next flush. */
const SLOW_RHYTHMS = RHYTHMS.filter(([, interval]) => interval === '3s' || interval === '5s');
/** Between two flushes of any rhythm, so that a few milliseconds do not decide. */
const REPEATS = ['2500ms', '4500ms', '1h'];
const GROUP_BYS: readonly (readonly string[])[] = [
  ['alertname'],
  ['alertname', 'cluster'],
  ['team'],
  ['...'],
  ['severity', 'nowhere'],
];
/** Names of time intervals; `thisMinute` ends, and `nextMinute` begins, when the clock's minute does. */
export const INTERVALS = ['always', 'never', 'thisMinute', 'nextMinute'] as const;
export type IntervalName = (typeof INTERVALS)[number];

export const RECEIVERS = ['ops', 'shop', 'pager', 'nobody'] as const;
const DEPTH_MAX = 3;

export function setupOf(random: Random, profile: Profile): Setup {
  const receivers: Record<string, readonly boolean[]> = {};
  for (const name of RECEIVERS) {
    if (name === 'nobody') receivers[name] = [];
    else receivers[name] = Array.from({ length: random.between(1, 2) }, () => random.chance(0.6));
  }
  const rhythms = profile === 'failing' && random.chance(0.5) ? SLOW_RHYTHMS : RHYTHMS;
  const [wait, interval] = random.pick(rhythms);
  const route: RouteSpec = {
    receiver: random.pick(RECEIVERS.slice(0, 3)),
    // Of the root alone: below it an empty list means nothing in 0.25, and in 0.34 one group.
    group_by: groupByOf(random, profile, [...GROUP_BYS, []]),
    group_wait: wait,
    group_interval: interval,
    repeat_interval: repeatOf(random, profile),
    routes: children(random, { profile, rhythms }, 1),
  };
  return { route, receivers, inhibitRules: inhibitRulesOf(random, profile) };
}

/** 0.25 flushes old groups again while their alerts still come back after a reload: there each is a group of its own. */
function groupByOf(random: Random, profile: Profile, all: readonly (readonly string[])[]): readonly string[] {
  return profile === 'reload' ? ['...'] : random.pick(all);
}

function repeatOf(random: Random, profile: Profile): string {
  // A message that was late, or told by the process before, moves the moment of its repetition.
  return profile === 'calm' || profile === 'reload' ? random.pick(REPEATS) : '1h';
}

interface Manner {
  readonly profile: Profile;
  readonly rhythms: typeof RHYTHMS;
}

function children(random: Random, manner: Manner, depth: number): RouteSpec[] {
  const count = depth === 1 ? random.between(2, 4) : random.between(0, depth === 2 ? 2 : 1);
  const seen = new Set<string>();
  const routes: RouteSpec[] = [];
  for (let i = 0; i < count; i++) {
    const matchers = Array.from({ length: random.chance(0.8) ? 1 : 2 }, () => matcherOf(random));
    // Siblings that match the same share their group keys, and with them what was told: chance decides who comes first.
    const key = matchers.map(plainMatcher).sort().join();
    if (seen.has(key)) continue;
    seen.add(key);
    routes.push(child(random, manner, depth, matchers));
  }
  return routes;
}

function child(random: Random, manner: Manner, depth: number, matchers: readonly SpecMatcher[]): RouteSpec {
  const { profile, rhythms } = manner;
  const rhythm = random.chance(0.6) ? random.pick(rhythms) : undefined;
  return {
    ...matching(random, matchers),
    ...(random.chance(0.75) ? { receiver: random.pick(RECEIVERS) } : {}),
    ...(random.chance(0.4) ? { continue: true } : {}),
    ...(random.chance(0.5) ? { group_by: groupByOf(random, profile, GROUP_BYS) } : {}),
    ...(rhythm ? { group_wait: rhythm[0], group_interval: rhythm[1] } : {}),
    ...(random.chance(0.3) ? { repeat_interval: repeatOf(random, profile) } : {}),
    ...timesOf(random, profile),
    ...(depth < DEPTH_MAX ? { routes: children(random, manner, depth + 1) } : {}),
  };
}

/** In one of the three ways to write matchers. */
function matching(
  random: Random,
  matchers: readonly SpecMatcher[],
): Pick<RouteSpec, 'matchers' | 'match' | 'match_re'> {
  const [only] = matchers;
  if (matchers.length === 1 && only !== undefined && random.chance(0.3)) {
    if (only.op === '=') return { match: { [only.name]: only.value } };
    if (only.op === '=~') return { match_re: { [only.name]: only.value } };
  }
  return { matchers: matchers.map(plainMatcher) };
}

function timesOf(random: Random, profile: Profile): Pick<RouteSpec, 'mute_time_intervals' | 'active_time_intervals'> {
  // After a restart it is not known to the second when a group is flushed.
  const names: readonly IntervalName[] = profile === 'restart' ? ['always', 'never'] : INTERVALS;
  const some = () => [random.pick(names), ...(random.chance(0.2) ? ['never'] : [])];
  if (random.chance(0.15)) return { mute_time_intervals: some() };
  if (random.chance(0.12)) return { active_time_intervals: some() };
  return {};
}

function matcherOf(random: Random): SpecMatcher {
  const [name, values] = random.pick(Object.entries(LABELS));
  const value = random.pick(values);
  const op = random.weighted({ '=': 6, '=~': 3, '!=': 1, '!~': 1 });
  if (op === '=' || op === '!=') return { name, op, value };
  return { name, op, value: random.pick([`${value}|nope`, '.+', `${value.slice(0, 1)}.*`]) };
}

/** In alert pools there is one source at most for each rule and its equal labels, see `alertPool`. */
function inhibitRulesOf(random: Random, profile: Profile): InhibitSpec[] {
  // Nor does it wait for what inhibits.
  if (profile === 'restart' || profile === 'reload' || random.chance(0.4)) return [];
  const equal = random.pick([['team'], ['cluster'], ['alertname'], ['team', 'nowhere']]);
  return [
    {
      source_matchers: ['severity="page"'],
      target_matchers: [random.pick(['severity="warn"', 'severity=~"warn|info"'])],
      equal,
    },
  ];
}

export function longestIntervalMs({ route }: Setup): number {
  return Math.max(...intervalsMs(route));
}

export function shortestIntervalMs({ route }: Setup): number {
  return Math.min(...intervalsMs(route));
}

function intervalsMs({ group_interval, routes = [] }: RouteSpec): number[] {
  const own = group_interval === undefined ? [] : [Number.parseInt(group_interval, 10) * 1000];
  return [...own, ...routes.flatMap(intervalsMs)];
}
