import { setImmediate as turn } from 'node:timers/promises';
import { LabelSet } from '../../src/labels/label-set.js';
import { parseMatchers } from '../../src/labels/parse-matchers.js';
import { giveUp, retry } from '../../src/notify/outcome.js';
import { EngineHarness } from '../support/engine-harness.js';
import { type Behaviour, DELIVERS, HANGS, type Told } from '../support/recording-notifier.js';
import { type History, historyOf, type Mood, type Step } from './history.js';
import { Ledger } from './ledger.js';
import { keyOf, Model } from './model.js';
import { ALERTS, INTEGRATIONS, MINUTE, SECOND, SETUPS, yamlOf } from './setup.js';
import { check } from './violation.js';

/** `resolve_timeout`, as it is by default. */
const RESOLVE_TIMEOUT_MS = 5 * MINUTE;
/** How long the engine lets attempts under way go on when it is stopped. */
const GRACE_MS = 5 * SECOND;
const RATE_LIMIT_MS = 7 * MINUTE;

const KEYS = new Map(ALERTS.map((labels) => [LabelSet.of(labels).fingerprint, keyOf(labels)]));

export interface Ending {
  /** What happened and what was told, line by line. */
  readonly story: readonly string[];
  readonly messages: number;
  /** What went wrong, if anything did. */
  readonly error: unknown;
}

/** Makes what a vendor is told, or not, different from what the engine wants: to see that the checks see it. */
export type Sabotage = (told: readonly Told[]) => readonly Told[];

/** Lives through the history of a seed. */
export async function simulate(seed: number, sabotage: Sabotage = (told) => told): Promise<Ending> {
  const history = historyOf(seed);
  const [setup] = SETUPS;
  const harness = await EngineHarness.start(yamlOf(setup), { keepTimers: history.keepTimers });
  const simulation = new Simulation(harness, history, sabotage);
  try {
    await simulation.run();
    return simulation.ending(undefined);
  } catch (error) {
    return simulation.ending(error);
  } finally {
    await simulation.end();
  }
}

class Simulation {
  readonly #model = new Model(SETUPS[0]);
  readonly #ledger = new Ledger(this.#model, (fingerprint) => KEYS.get(fingerprint) ?? fingerprint);
  readonly #story: string[] = [];
  readonly #moods = new Map<string, Mood>();
  /** Alerts whose end was moved since they began: a crash may bring an earlier end back. */
  readonly #prolonged = new Set<string>();
  #seenAttempts = 0;
  #messages = 0;

  constructor(
    private readonly harness: EngineHarness,
    private readonly history: History,
    private readonly sabotage: Sabotage,
  ) {}

  async run(): Promise<void> {
    await this.#pass(90 * MINUTE);
    for (const step of this.history.steps) {
      if (step.kind !== 'pass') this.#tell(JSON.stringify(step));
      await this.#do(step);
      this.#observe();
    }
    await this.#heal();
    await this.#empty();
  }

  ending(error: unknown): Ending {
    return { story: this.#story, messages: this.#messages, error };
  }

  async end(): Promise<void> {
    for (const { name } of INTEGRATIONS) this.harness.answers(name, DELIVERS);
    await this.#whileItStops(
      () => this.harness.close(),
      async () => undefined,
    );
  }

  get #nowMs(): number {
    return this.harness.clock.now();
  }

  async #do(step: Step): Promise<void> {
    switch (step.kind) {
      case 'fire':
        return this.#fire(step);
      case 'resolve':
        return this.#resolve(step.alert);
      case 'silence':
        return this.#silence(step);
      case 'prolong':
      case 'expire':
        return this.#changeSilence(step.kind, step.silence);
      case 'reload':
        return this.#reload(step.setup);
      case 'restart':
        return this.#whileItStops(
          () => this.harness.restart(),
          async () => this.#restarted('stopped'),
        );
      case 'crash':
        return this.#crash();
      case 'crash at work':
        await this.#work(step.turns);
        return this.#crash();
      case 'tidy':
        return this.#tidy();
      case 'mood':
        this.#moods.set(step.integration, step.mood);
        return this.harness.answers(step.integration, behaviourOf(step.mood));
      case 'pass':
        return this.#pass(step.ms);
    }
  }

  async #fire({ alert, agoMs, lastsMs }: Step & { kind: 'fire' }): Promise<void> {
    const labels = labelsOf(alert);
    const known = this.#model.alerts.get(keyOf(labels));
    const isFiring = known !== undefined && known.endsAtMs > this.#nowMs;
    if (isFiring) this.#prolonged.add(keyOf(labels));
    else this.#prolonged.delete(keyOf(labels));
    await this.#post(alert, isFiring ? known.startsAtMs : this.#nowMs - agoMs, lastsMs && this.#nowMs + lastsMs);
  }

  async #resolve(alert: number): Promise<void> {
    const known = this.#model.alerts.get(keyOf(labelsOf(alert)));
    if (known === undefined || known.endsAtMs <= this.#nowMs) return;
    await this.#post(alert, known.startsAtMs, this.#nowMs);
  }

  /** @param endsAtMs none: the engine guesses */
  async #post(alert: number, startsAtMs: number, endsAtMs: number | undefined): Promise<void> {
    const labels = labelsOf(alert);
    const isGuess = endsAtMs === undefined;
    const end = endsAtMs ?? this.#nowMs + RESOLVE_TIMEOUT_MS;
    this.#ledger.posted(this.#model.post(labels, startsAtMs, end, isGuess, this.#nowMs), this.#nowMs);
    const offset = (ms: number) => `${ms - this.harness.startMs}ms`;
    await this.harness.post({ labels, startsAt: offset(startsAtMs), ...(isGuess ? {} : { endsAt: offset(end) }) });
  }

  async #silence({ label, inMs, lastsMs }: Step & { kind: 'silence' }): Promise<void> {
    const id = await this.harness.silence(`${label[0]}="${label[1]}"`, `${lastsMs}ms`, `${inMs}ms`);
    const startsAtMs = this.#nowMs + inMs;
    this.#model.silences.set(id, { label, startsAtMs, endsAtMs: startsAtMs + lastsMs });
  }

  async #changeSilence(kind: 'prolong' | 'expire', nth: number): Promise<void> {
    const [id, silence] = [...this.#model.silences].filter(([, { endsAtMs }]) => endsAtMs > this.#nowMs)[nth] ?? [];
    if (id === undefined || silence === undefined) return;
    if (kind === 'expire') {
      await this.harness.expireSilence(id);
      silence.endsAtMs = this.#nowMs;
      return;
    }
    const { label, startsAtMs } = silence;
    const endsAtMs = silence.endsAtMs + 5 * MINUTE;
    const request = {
      id,
      matcherSets: [parseMatchers(`${label[0]}="${label[1]}"`, 'fallback')],
      startsAtMs,
      endsAtMs,
      createdBy: 'test',
      comment: 'longer',
      annotations: {},
    };
    const answer = await this.harness.tocsin.silences.set(request);
    check(answer.id === id, 'silences', 'a silence that is only prolonged keeps its id');
    silence.endsAtMs = endsAtMs;
  }

  async #reload(nth: number): Promise<void> {
    const setup = SETUPS[nth];
    if (setup === undefined) return;
    this.#model.setup = setup;
    await this.harness.reload(yamlOf(setup));
    this.#ledger.rebuilt(this.#nowMs, this.history.keepTimers ? 'kept' : 'anew');
  }

  async #crash(): Promise<void> {
    // In the same breath as the crash, so that nothing happens in between.
    this.#take();
    await this.harness.crash();
    this.#restarted('crashed');
    const stored = new Set(
      [...this.harness.tocsin.running.dispatcher.groups()].flatMap((group) =>
        group.alerts().map(({ labels, endsAt }) => (endsAt.ms > this.#nowMs ? labels.fingerprint : '')),
      ),
    );
    for (const [fingerprint, key] of KEYS) {
      const alert = this.#model.alerts.get(key);
      const isFiring = alert !== undefined && alert.endsAtMs > this.#nowMs;
      // Not every new end is written, as senders repeat themselves: such an alert may come back with an earlier one.
      if (this.#prolonged.has(key)) continue;
      check(
        stored.has(fingerprint) === isFiring,
        'durable',
        `after a crash ${key} should ${isFiring ? '' : 'not '}fire`,
      );
    }
    for (const [i, labels] of ALERTS.entries()) {
      const alert = this.#model.alerts.get(keyOf(labels));
      if (alert === undefined || alert.endsAtMs <= this.#nowMs || !this.#prolonged.has(keyOf(labels))) continue;
      await this.#post(i, alert.startsAtMs, alert.endsAtMs);
    }
  }

  #restarted(end: 'stopped' | 'crashed'): void {
    this.#ledger.restarted(this.#nowMs, end);
    this.#ledger.rebuilt(this.#nowMs, 'from disk');
  }

  async #tidy(): Promise<void> {
    const { tocsin } = this.harness;
    tocsin.collectAlerts();
    tocsin.running.dispatcher.sweep();
    await tocsin.silences.collect();
    await this.harness.storage.notificationLog.collect(this.#nowMs);
    await this.harness.settle();
    this.#ledger.collected(this.#nowMs);
    this.#model.collect(this.#nowMs);
  }

  /** Goes on to what is due next, and gives it only so many turns. */
  async #work(turns: number): Promise<void> {
    const nextMs = this.harness.clock.next();
    if (nextMs === undefined) return;
    await this.harness.clock.advanceTo(Math.max(nextMs, this.#nowMs), async () => {
      for (let i = 0; i < turns; i++) await turn();
      this.#take();
    });
  }

  async #pass(ms: number): Promise<void> {
    const settle = async () => {
      await this.harness.settle();
      this.#observe();
    };
    await this.harness.clock.advanceTo(this.#nowMs + ms, settle);
    await settle();
  }

  /**
   * A process that ends waits for attempts that hang, and the clock has to go on meanwhile; but not for the process
   * that comes after it.
   */
  async #whileItStops(stop: () => Promise<void>, isNextUp: () => Promise<void>): Promise<void> {
    const { storage } = this.harness;
    const untilMs = Math.min(this.#nowMs + GRACE_MS, this.#ledger.hangsUntilMs);
    let isUp = false;
    const stopped = stop();
    const rest = async () => {
      for (let i = 0; i < 10; i++) await turn();
      if (!isUp && this.harness.storage === storage) return;
      if (!isUp) await stopped.then(isNextUp);
      isUp = true;
      await this.harness.settle();
      this.#observe();
    };
    if (untilMs >= this.#nowMs) await this.harness.clock.advanceTo(untilMs, rest);
    await stopped;
    if (!isUp) await isNextUp();
  }

  /** All receivers become well, nobody mutes, and every alert that fires goes on: then all of it has to be told. */
  async #heal(): Promise<void> {
    this.#tell('all receivers become well, all silences expire');
    for (const { name } of INTEGRATIONS) {
      this.#moods.delete(name);
      this.harness.answers(name, DELIVERS);
    }
    for (const [id, silence] of this.#model.silences) {
      await this.harness.expireSilence(id);
      silence.endsAtMs = Math.min(silence.endsAtMs, this.#nowMs);
    }
    for (const [i, labels] of ALERTS.entries()) {
      const alert = this.#model.alerts.get(keyOf(labels));
      if (alert === undefined || alert.endsAtMs <= this.#nowMs) continue;
      await this.#post(i, alert.startsAtMs, this.#nowMs + 24 * 60 * MINUTE);
    }
    // To the 59th minute of an hour that has been free of mute times for longer than any repeat takes.
    const hour = 60 * MINUTE;
    const atMs = Math.ceil((this.#nowMs + hour) / hour) * hour - MINUTE;
    await this.#pass(atMs - this.#nowMs);
    this.#ledger.converged(this.#nowMs);
  }

  /** Everything ends: nothing may be left. */
  async #empty(): Promise<void> {
    this.#tell('all alerts end');
    for (const i of ALERTS.keys()) await this.#resolve(i);
    await this.#pass(12 * MINUTE);
    await this.#tidy();
    const { tocsin, waiting } = this.harness;
    const left = { groups: tocsin.running.dispatcher.groupCount, waiting, expected: this.#ledger.groupCount };
    check(
      Object.values(left).every((count) => count === 0),
      'nothing left',
      JSON.stringify(left),
    );
  }

  #observe(): void {
    this.#take();
    this.#ledger.rested(this.#nowMs, (integration) => (this.#moods.get(integration) ?? 'well') === 'well');
  }

  #take(): void {
    const told = this.harness.attempts.slice(this.#seenAttempts);
    this.#seenAttempts = this.harness.attempts.length;
    for (const { integration, groupKey, outcome, reason, notification } of told) {
      const alerts = notification.data.alerts.map(({ fingerprint, status }) => `${KEYS.get(fingerprint)} ${status}`);
      this.#tell(`  ${integration} ${outcome}: ${reason}: ${groupKey}: ${alerts.join(' + ')}`);
      if (outcome === 'delivered') this.#messages++;
    }
    this.#ledger.observe(this.#nowMs, this.harness.records(), this.sabotage(told));
  }

  #tell(what: string): void {
    this.#story.push(`${new Date(this.#nowMs).toISOString().slice(11, 23)} ${what}`);
  }
}

function behaviourOf(mood: Mood): Behaviour {
  let count = 0;
  switch (mood) {
    case 'well':
      return DELIVERS;
    case 'hanging':
      return HANGS;
    case 'retry':
      return () => retry('serverError', 'down');
    case 'giveUp':
      return () => giveUp('clientError', 'refused');
    case 'rateLimited':
      return () => retry('rateLimited', 'slow down', RATE_LIMIT_MS);
    case 'flapping':
      return (notification) => (count++ % 3 === 2 ? DELIVERS(notification) : retry('serverError', 'flaps'));
  }
}

function labelsOf(alert: number) {
  const labels = ALERTS[alert];
  if (labels === undefined) throw new Error(`no alert ${alert}`);
  return labels;
}
