import { Random } from '../simulation/random.js';
import { alertPool, type Labels } from './alert-pool.js';
import { GroupForecast, type Intended } from './group-forecast.js';
import type { Failure, History, PostedAlert, PostedSilence, Step, TimedStep, TimeForm, When } from './history.js';
import { at, type Phase } from './phase.js';
import { badQuestion, EVERYTHING, goodQuestion, randomMatcher } from './questions.js';
import { longestIntervalMs, type Profile, RECEIVERS, type Setup, setupOf, shortestIntervalMs } from './setup.js';

/** How long things happen; after that, all that is due may come. */
const LIVELY_SECONDS = 17;
/** The same before a restart. */
const BEFORE_RESTART_SECONDS = 8;
/** How long both may take to start again. */
const RESTART_SECONDS = 3;
const SILENCES_MAX = 6;

/**
 * Both have to have been started for less than half a minute at the end: then 0.25 sweeps groups without alerts.
 *
 * @param livelySeconds for how long things happen
 */
export function historyOf(seed: number, livelySeconds = LIVELY_SECONDS): History {
  const random = new Random(seed);
  const profile = random.weighted<Profile>({ calm: 5, reload: 2, failing: 3, restart: 1 });
  return new HistoryWriter(seed, random, profile).write(livelySeconds);
}

class HistoryWriter {
  readonly #setups: [Setup, ...Setup[]];
  readonly #pool: readonly Labels[];
  readonly #steps: TimedStep[] = [];
  readonly #silences: PostedSilence[] = [];
  /** Webhooks that have not failed yet: another failure might meet what is tried again because of the first. */
  readonly #wellPaths = RECEIVERS.filter((name) => name !== 'nobody').flatMap((name) => [`${name}/0`, `${name}/1`]);
  /** What was posted last of an alert. */
  readonly #latest = new Map<Labels, PostedAlert>();
  #forecast: GroupForecast;
  #annotation = 0;

  constructor(
    private readonly seed: number,
    private readonly random: Random,
    private readonly profile: Profile,
  ) {
    this.#setups = [setupOf(random, profile)];
    this.#pool = alertPool(random);
    this.#forecast = new GroupForecast(this.#setups[0]);
  }

  write(livelySeconds: number): History {
    const end = this.profile === 'restart' ? this.#withRestart() : this.#lively(1, livelySeconds);
    const last = this.#resolveAll(end) + this.#settleSeconds;
    this.#askEverything(last);
    const steps = this.#steps.toSorted((a, b) => a.atMs - b.atMs);
    return { seed: this.seed, profile: this.profile, setups: this.#setups, steps, endMs: at(last, 'end') };
  }

  /** The longest group_interval, and what a message may be late that was refused twice. */
  get #settleSeconds(): number {
    return Math.ceil(Math.max(...this.#setups.map(longestIntervalMs)) / 1000) + 2;
  }

  /** Something in nearly each second. @returns the second after the last */
  #lively(from: number, to: number): number {
    // One thing at most that makes groups which flush at once: their flushes would meet those of another.
    const atOnceAt =
      this.profile === 'reload' || this.random.chance(0.4) ? this.random.between(from + 4, to - 3) : undefined;
    for (let second = from; second < to; second++) {
      if (second === atOnceAt) this.#somethingAtOnce(second);
      if (this.random.chance(0.85)) this.#something(second);
      this.#ask(second);
    }
    return to;
  }

  /** Lives, rests, starts both again, and lets their senders send all that fires again. */
  #withRestart(): number {
    const restart = this.#lively(1, BEFORE_RESTART_SECONDS) + this.#settleSeconds;
    this.#askEverything(restart - 1);
    this.#add(restart, 'ordinary', { kind: 'restart' });
    const firing = this.#pool.filter(
      (labels) => this.#forecast.firesUntil(labels, at(restart, 'ordinary')) !== undefined,
    );
    if (firing.length > 0) {
      const alerts = firing.map((labels) => this.#sentAgain(labels, at(restart, 'ordinary')));
      this.#add(restart + RESTART_SECONDS, 'ordinary', { kind: 'post', alerts });
    }
    const settled = restart + RESTART_SECONDS + this.#settleSeconds;
    this.#askEverything(settled);
    return settled + 1;
  }

  #something(second: number): void {
    const kind = this.random.weighted({
      post: 12,
      silence: this.#silences.length < SILENCES_MAX ? 4 : 0,
      edit: this.#silences.length > 0 ? 2 : 0,
      expire: this.#silences.length > 0 ? 2 : 0,
      fail: this.profile === 'failing' && this.#wellPaths.length > 0 ? 6 : 0,
    });
    switch (kind) {
      case 'post':
        this.#post(second);
        break;
      case 'silence':
        this.#silence(second, undefined);
        break;
      case 'edit':
        this.#silence(second, this.random.pick(this.#silences));
        break;
      case 'expire':
        this.#add(second, 'ordinary', { kind: 'expire', silence: this.random.pick(this.#silences).name });
        break;
      case 'fail':
        this.#add(second, 'ordinary', { kind: 'fail', failure: this.#failure() });
        break;
    }
  }

  #post(second: number): void {
    const nowMs = at(second, 'ordinary');
    const alerts: PostedAlert[] = [];
    const seen = new Set<Labels>();
    for (let i = this.random.between(1, 4); i > 0; i--) {
      const labels = this.random.pick(this.#pool);
      if (seen.has(labels)) continue;
      seen.add(labels);
      const posted = this.#change(labels, second);
      const intended = intendedOf(posted, nowMs);
      if (!this.#forecast.allows(intended, nowMs)) continue;
      this.#forecast.post(intended, nowMs);
      alerts.push(this.#noted(posted));
    }
    if (alerts.length > 0) this.#add(second, 'ordinary', { kind: 'post', alerts });
  }

  /** An alert begins, is sent again, or ends. */
  #change(labels: Labels, second: number): PostedAlert {
    const nowMs = at(second, 'ordinary');
    const sinceMs = this.#forecast.firesSince(labels, nowMs);
    if (sinceMs === undefined) return this.#posted(labels, this.#start(nowMs), this.#end(second));
    if (this.random.chance(0.45)) return this.#posted(labels, this.#when(sinceMs), this.#when(nowMs));
    return this.#posted(labels, this.random.chance(0.6) ? this.#when(sinceMs) : this.#start(nowMs), this.#end(second));
  }

  #start(nowMs: number): When {
    // What is sent again after a restart has a start that its sender gave.
    if (this.profile === 'restart') return this.#when(nowMs);
    return this.random.weighted({ absent: 2, zero: 1, now: 6 }) === 'now'
      ? this.#when(nowMs)
      : this.random.pick(['absent', 'zero']);
  }

  #end(second: number): When {
    switch (this.random.weighted({ absent: 3, soon: 3, late: 6 })) {
      case 'absent':
        return this.random.pick(['absent', 'zero']);
      case 'soon':
        return this.#when(at(second + this.random.between(0, 6), 'end'));
      case 'late':
        return this.#when(at(second + 600, 'end'));
    }
  }

  #when(ms: number): When {
    // What is sent again after a restart is written as it was before.
    if (this.profile === 'restart') return { ms, form: 'utc' };
    return { ms, form: this.random.weighted<TimeForm>({ utc: 4, offset: 1, nanoseconds: 1 }) };
  }

  #posted(labels: Labels, startsAt: When, endsAt: When): PostedAlert {
    const annotations: Labels = this.random.chance(0.6)
      ? { summary: this.random.pick(['all is lost', '95 % <full> & "more"', `number ${this.#annotation++}`, '']) }
      : {};
    const generatorURL = this.random.chance(0.5) ? 'http://prometheus.test/graph?g0.expr=up%3D%3D0&x=1' : undefined;
    return { labels, annotations, startsAt, endsAt, generatorURL };
  }

  #noted(alert: PostedAlert): PostedAlert {
    this.#latest.set(alert.labels, alert);
    return alert;
  }

  /** As its sender sends it, who does not know of the restart. */
  #sentAgain(labels: Labels, nowMs: number): PostedAlert {
    const endsAt: When = { ms: nowMs + 600_000, form: 'utc' };
    const startsAt = this.#when(this.#forecast.firesSince(labels, nowMs) ?? nowMs);
    return { ...(this.#latest.get(labels) ?? this.#posted(labels, startsAt, endsAt)), startsAt, endsAt };
  }

  #silence(second: number, edited: PostedSilence | undefined): void {
    const nowMs = at(second, 'ordinary');
    const isSame = edited !== undefined && this.random.chance(0.7);
    // Silences are kept to the millisecond.
    const when = (ms: number): When => ({ ms, form: this.random.chance(0.8) ? 'utc' : 'offset' });
    const startsAt = when(this.random.chance(0.6) ? nowMs : at(second + this.random.between(0, 3), 'end'));
    const silence: PostedSilence = {
      name: `s${this.#silences.length + 1}`,
      edits: edited?.name,
      matchers: isSame
        ? edited.matchers
        : Array.from({ length: this.random.between(1, 2) }, () => randomMatcher(this.random)),
      saysIsEqual: this.random.chance(0.7),
      startsAt: isSame && this.random.chance(0.7) ? edited.startsAt : startsAt,
      endsAt: when(at(second + this.random.between(1, 9), 'end')),
      comment: this.random.pick(['known', 'maintenance <b>', '']),
    };
    // Without `isEqual` a matcher is positive: what is meant has to be said.
    const isNegative = silence.matchers.some(({ op }) => op.startsWith('!'));
    this.#silences.push(isNegative ? { ...silence, saysIsEqual: true } : silence);
    this.#add(second, 'ordinary', { kind: 'silence', silence: this.#silences.at(-1) ?? silence });
  }

  #failure(): Failure {
    const path = this.random.pick(this.#wellPaths);
    this.#wellPaths.splice(this.#wellPaths.indexOf(path), 1);
    const answer = this.random.pick([400, 500, 503, 'drop'] as const);
    // A message that is late by more than an interval delays the next flush in Alertmanager, and not here.
    const isSlow = Math.min(...this.#setups.map(shortestIntervalMs)) >= 3000;
    return { path, answer, requests: isSlow ? this.random.between(1, 2) : 1 };
  }

  #somethingAtOnce(second: number): void {
    const nowMs = at(second, 'atOnce');
    if (this.profile === 'reload') {
      const isOther = this.random.chance(0.5);
      if (isOther) this.#setups.push(setupOf(this.random, this.profile));
      const setup = this.#setups.length - 1;
      this.#forecast = this.#forecast.reload(this.#setups[setup] ?? this.#setups[0], nowMs);
      this.#add(second, 'atOnce', { kind: 'reload', by: this.random.pick(['SIGHUP', 'POST']), setup });
      return;
    }
    const labels = this.random.pick(this.#pool);
    const posted = this.#posted(
      labels,
      this.#when(nowMs - 60_000),
      this.#when(at(second + this.random.pick([3, 600]), 'end')),
    );
    const intended = intendedOf(posted, nowMs);
    if (!this.#forecast.allows(intended, nowMs, { atOnce: true })) return;
    this.#forecast.post(intended, nowMs);
    this.#add(second, 'atOnce', { kind: 'post', alerts: [this.#noted(posted)] });
  }

  #ask(second: number): void {
    const names = this.#silences.map(({ name }) => name);
    for (let i = this.random.between(1, 3); i > 0; i--) {
      this.#add(second, 'question', { kind: 'ask', question: goodQuestion(this.random, names) });
    }
    if (this.random.chance(0.3)) this.#add(second, 'question', { kind: 'ask', question: badQuestion(this.random) });
    if (second % 4 === 0) this.#askEverything(second);
  }

  #askEverything(second: number): void {
    for (const question of EVERYTHING) this.#add(second, 'question', { kind: 'ask', question });
  }

  /** @returns the second in which it happens */
  #resolveAll(second: number): number {
    const nowMs = at(second, 'ordinary');
    const firing = this.#pool.flatMap((labels) => {
      const sinceMs = this.#forecast.firesSince(labels, nowMs);
      return sinceMs === undefined ? [] : [this.#posted(labels, this.#when(sinceMs), this.#when(nowMs))];
    });
    if (firing.length > 0) this.#add(second, 'ordinary', { kind: 'post', alerts: firing });
    return second;
  }

  #add(second: number, phase: Phase, step: Step): void {
    this.#steps.push({ atMs: at(second, phase), step });
  }
}

function intendedOf({ labels, startsAt, endsAt }: PostedAlert, nowMs: number): Intended {
  const msOf = (when: When) => (typeof when === 'object' ? when.ms : undefined);
  const endsAtMs = msOf(endsAt);
  // A start that is not given is the end, where that is (Alertmanager), or now.
  return { labels, startsAtMs: msOf(startsAt) ?? endsAtMs ?? nowMs, endsAtMs };
}
