import { printMatchers } from '../labels/print.js';
import { type Silence, type SilenceState, silenceState } from '../silences/silence.js';
import type { SilenceChange } from '../silences/silence-store.js';
import type { SilenceSource } from '../silences/silencer.js';
import type { ChangeWatch, Report } from './change.js';

/** Silences that are made, changed, begin, end and are forgotten. */
export class SilenceChanges implements ChangeWatch {
  readonly #known = new Map<string, { readonly silence: Silence; readonly state: SilenceState }>();
  /** None begins or ends before this moment. */
  #nextMs = Number.POSITIVE_INFINITY;
  #report: Report = () => {};
  #unsubscribe: () => void = () => {};

  constructor(
    private readonly silences: SilenceSource,
    private readonly nowMs: () => number,
  ) {}

  start(report: Report): void {
    this.#report = report;
    const nowMs = this.nowMs();
    for (const silence of this.silences.list()) this.#know(silence, silenceState(silence, nowMs));
    this.#unsubscribe = this.silences.subscribe((change) => this.#changed(change));
  }

  look(nowMs: number): void {
    if (nowMs < this.#nextMs) return;
    this.#nextMs = Number.POSITIVE_INFINITY;
    for (const { silence, state: before } of this.#known.values()) {
      const state = silenceState(silence, nowMs);
      this.#know(silence, state);
      if (state !== before) this.#tell(state === 'expired' ? 'expired' : 'updated', silence, state);
    }
  }

  stop(): void {
    this.#unsubscribe();
    this.#known.clear();
    this.#nextMs = Number.POSITIVE_INFINITY;
  }

  #changed(change: SilenceChange): void {
    const id = change.kind === 'put' ? change.silence.id : change.id;
    const known = this.#known.get(id);
    if (change.kind === 'removed') {
      this.#known.delete(id);
      if (known !== undefined) this.#tell('removed', known.silence, 'expired');
      return;
    }
    const { silence } = change;
    const state = silenceState(silence, this.nowMs());
    this.#know(silence, state);
    if (known === undefined) this.#tell('created', silence, state);
    else this.#tell(state === 'expired' && known.state !== 'expired' ? 'expired' : 'updated', silence, state);
  }

  #know(silence: Silence, state: SilenceState): void {
    this.#known.set(silence.id, { silence, state });
    if (state !== 'expired') {
      this.#nextMs = Math.min(this.#nextMs, state === 'pending' ? silence.startsAtMs : silence.endsAtMs);
    }
  }

  #tell(change: 'created' | 'updated' | 'expired' | 'removed', silence: Silence, state: SilenceState): void {
    const { id, matcherSets, createdBy, comment, startsAtMs, endsAtMs } = silence;
    this.#report({
      kind: 'silence',
      key: id,
      change,
      data: {
        id,
        state,
        matchers: matcherSets.map((set) => printMatchers(set)),
        createdBy,
        comment,
        startsAt: new Date(startsAtMs).toISOString(),
        endsAt: new Date(endsAtMs).toISOString(),
      },
    });
  }
}
