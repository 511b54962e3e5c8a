import type { Clock } from '../clock/clock.js';
import { ZERO_TIME } from '../clock/timestamp.js';
import { Matcher } from '../labels/matcher.js';
import type { MatcherMode } from '../labels/matcher-mode.js';
import type { Logger } from '../log/logger.js';
import { encodedSizeBytes } from './encoded-size.js';
import { mayUpdate } from './may-update.js';
import { type Silence, type SilenceState, silenceState } from './silence.js';
import { SilenceError } from './silence-error.js';
import type { SilenceEvents } from './silence-events.js';
import type { SilenceChange, SilenceStore } from './silence-store.js';
import { supersedes } from './supersedes.js';
import { type RequestedMatcher, validateMatcherSets } from './validate-silence.js';

/** What a user asks for. Times are milliseconds since the epoch. */
export interface SilenceRequest {
  /** The silence to change; absent or empty for a new one. */
  readonly id?: string;
  readonly matcherSets: readonly (readonly RequestedMatcher[])[];
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly createdBy: string;
  readonly comment: string;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface SilencesOptions {
  /** How long an expired silence is kept. */
  readonly retentionMs: number;
  /** 0: no limit. Expired ones count too. */
  readonly maxSilences: number;
  /** 0: no limit. */
  readonly maxSilenceSizeBytes: number;
  readonly logSilences: boolean;
  readonly matcherMode: MatcherMode;
}

export interface SilencesParts {
  readonly store: SilenceStore;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly logger: Logger;
  readonly options: SilencesOptions;
  readonly events?: SilenceEvents | undefined;
}

/** All silences: made, changed and expired by users, kept durable, collected once nobody needs them. */
export class Silences {
  /** In the order in which they were made. */
  readonly #silences = new Map<string, Silence>();
  /** The last change of a silence that is under way, by its id. */
  readonly #turns = new Map<string, Promise<void>>();
  /** New silences that are being written. */
  #creating = 0;
  readonly #listeners = new Set<(change: SilenceChange) => void>();

  constructor(private readonly parts: SilencesParts) {}

  /** Reads what is stored, and follows what other replicas write. Called once, before anything else. */
  async load(): Promise<void> {
    this.parts.store.subscribe((change) => {
      if (change.kind === 'put') this.#merge(change.silence);
      else this.#forget(change.id);
    });
    for (const silence of await this.parts.store.load()) this.#merge(silence);
  }

  get(id: string): Silence | undefined {
    return this.#silences.get(id);
  }

  list(): Iterable<Silence> {
    return this.#silences.values();
  }

  /** Told of each silence that is made, changed or removed. @returns a function that ends the subscription */
  subscribe(listener: (change: SilenceChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Makes a silence or changes one. A change that would rewrite history expires the old silence and makes a new one.
   * Resolves once the silence is on disk; rejects, with nothing changed, when it could not be written.
   *
   * @throws {SilenceError}
   */
  async set(request: SilenceRequest): Promise<{ readonly id: string }> {
    const requested = this.#validated(request, this.parts.clock.now());
    const { id } = request;
    if (id === undefined || id === '') return this.#create(requested, undefined);
    return this.#inTurn(id, () => {
      const previous = this.#known(id);
      const isUpdate = mayUpdate(previous, requested, requested.updatedAtMs);
      return isUpdate ? this.#update(requested, previous) : this.#create(requested, previous);
    });
  }

  /** Ends a silence now. @returns false when it is not known; an expired one is left as it is */
  async expire(id: string): Promise<boolean> {
    return this.#inTurn(id, async () => {
      const silence = this.#silences.get(id);
      if (silence === undefined) return false;
      const expired = this.#expired(silence, this.parts.clock.now());
      if (expired !== undefined) {
        await this.#write([expired]);
        this.#log('expire silence', expired);
      }
      return true;
    });
  }

  /** Forgets silences whose retention is over. @returns how many */
  async collect(): Promise<number> {
    const nowMs = this.parts.clock.now();
    const over = [...this.#silences.values()].filter(({ expiresAtMs }) => expiresAtMs <= nowMs).map(({ id }) => id);
    if (over.length === 0) return 0;
    await this.parts.store.remove(over);
    for (const id of over) this.#forget(id);
    return over.length;
  }

  count(nowMs: number): Record<SilenceState, number> {
    const counts: Record<SilenceState, number> = { active: 0, pending: 0, expired: 0 };
    for (const silence of this.#silences.values()) counts[silenceState(silence, nowMs)]++;
    return counts;
  }

  async #update(requested: Silence, previous: Silence): Promise<{ readonly id: string }> {
    const updated = { ...requested, id: previous.id, updatedAtMs: laterThan(previous, requested.updatedAtMs) };
    this.#checkSize(updated);
    await this.#write([updated]);
    this.#log('update silence', updated);
    this.parts.events?.updated(updated);
    return { id: updated.id };
  }

  /** @param previous the silence that the new one takes the place of */
  async #create(requested: Silence, previous: Silence | undefined): Promise<{ readonly id: string }> {
    const nowMs = requested.updatedAtMs;
    this.#checkCount();
    const created = { ...requested, id: this.parts.newId(), startsAtMs: Math.max(requested.startsAtMs, nowMs) };
    this.#checkSize(created);
    const expired = previous === undefined ? undefined : this.#expired(previous, nowMs);
    this.#creating++;
    try {
      await this.#write(expired === undefined ? [created] : [expired, created]);
    } finally {
      this.#creating--;
    }
    if (expired !== undefined) this.#log('expire silence', expired);
    this.#log('create silence', created);
    this.parts.events?.created(created);
    return { id: created.id };
  }

  /** Changes of one silence run one after the other: each sees what the one before it has written. */
  async #inTurn<T>(id: string, change: () => Promise<T>): Promise<T> {
    const turn = (this.#turns.get(id) ?? Promise.resolve()).then(change);
    const settled = turn.then(
      () => undefined,
      () => undefined,
    );
    this.#turns.set(id, settled);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(id) === settled) this.#turns.delete(id);
    }
  }

  #validated(request: SilenceRequest, nowMs: number): Silence {
    const startsAtMs = request.startsAtMs === ZERO_TIME.ms ? nowMs : request.startsAtMs;
    const wrong =
      validateMatcherSets(request.matcherSets, this.parts.options.matcherMode) ??
      (request.endsAtMs === ZERO_TIME.ms ? 'invalid zero end timestamp' : undefined) ??
      (request.endsAtMs < startsAtMs ? 'end time must not be before start time' : undefined);
    if (wrong !== undefined) throw new SilenceError('invalid', `invalid silence: ${wrong}`);
    const { endsAtMs, createdBy, comment, annotations } = request;
    return {
      id: '',
      matcherSets: request.matcherSets.map((set) =>
        set.map(({ name, operator, value }) => new Matcher(name, operator, value)),
      ),
      startsAtMs,
      endsAtMs,
      updatedAtMs: nowMs,
      createdBy,
      comment,
      annotations,
      expiresAtMs: endsAtMs + this.parts.options.retentionMs,
    };
  }

  #known(id: string): Silence {
    const silence = this.#silences.get(id);
    if (silence === undefined) throw new SilenceError('notFound', 'silence not found');
    return silence;
  }

  #checkCount(): void {
    const { maxSilences } = this.parts.options;
    const count = this.#silences.size + this.#creating;
    if (maxSilences > 0 && count + 1 > maxSilences) {
      throw new SilenceError('limit', `exceeded maximum number of silences: ${count} (limit: ${maxSilences})`);
    }
  }

  #checkSize(silence: Silence): void {
    const max = this.parts.options.maxSilenceSizeBytes;
    const size = encodedSizeBytes(silence);
    if (max > 0 && size > max) {
      throw new SilenceError('limit', `silence exceeded maximum size: ${size} bytes (limit: ${max} bytes)`);
    }
  }

  /** @returns undefined when it has expired already */
  #expired(silence: Silence, nowMs: number): Silence | undefined {
    const state = silenceState(silence, nowMs);
    if (state === 'expired') return undefined;
    const startsAtMs = state === 'pending' ? nowMs : silence.startsAtMs;
    const expiresAtMs = nowMs + this.parts.options.retentionMs;
    return { ...silence, startsAtMs, endsAtMs: nowMs, updatedAtMs: laterThan(silence, nowMs), expiresAtMs };
  }

  async #write(silences: readonly Silence[]): Promise<void> {
    await this.parts.store.put(silences);
    for (const silence of silences) this.#merge(silence);
  }

  /** One that is over is ignored (Alertmanager, state.merge). */
  #merge(silence: Silence): void {
    const known = this.#silences.get(silence.id);
    if (silence.expiresAtMs <= this.parts.clock.now()) return;
    if (known !== undefined && !supersedes(silence, known)) return;
    this.#silences.set(silence.id, silence);
    this.#tell({ kind: 'put', silence });
  }

  #forget(id: string): void {
    if (this.#silences.delete(id)) this.#tell({ kind: 'removed', id });
  }

  #tell(change: SilenceChange): void {
    for (const listener of this.#listeners) listener(change);
  }

  #log(message: string, silence: Silence): void {
    if (!this.parts.options.logSilences) return;
    const seconds = (ms: number) => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
    // The keys and the matchers' form are Alertmanager's.
    this.parts.logger.info(message, {
      Id: silence.id,
      CreatedBy: silence.createdBy,
      Comment: silence.comment,
      StartsAt: seconds(silence.startsAtMs),
      EndsAt: seconds(silence.endsAtMs),
      Matchers: silence.matcherSets
        .flat()
        .map(({ name, operator, value }) => `${name}${operator}${value}`)
        .join(','),
    });
  }
}

/** A change counts as made after the last one, also when the other replica's clock is ahead or the time was set back. */
function laterThan(previous: Silence, nowMs: number): number {
  return Math.max(nowMs, previous.updatedAtMs + 1);
}
