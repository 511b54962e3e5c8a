import type { LabelSet } from '../labels/label-set.js';
import { matchesAll } from '../labels/matcher.js';
import { type Silence, silenceState } from './silence.js';
import { SilenceIndex } from './silence-index.js';
import type { SilenceChange } from './silence-store.js';

/** Where silences come from. */
export interface SilenceSource {
  list(): Iterable<Silence>;
  subscribe(listener: (change: SilenceChange) => void): () => void;
}

/** How many alerts' answers are remembered; the memo is emptied when it is full. */
const MEMO_MAX = 200_000;

/** Says which silences mute an alert. */
export class Silencer {
  readonly #index = new SilenceIndex();
  /** By the fingerprint of the labels: the silences that match, in any state. */
  readonly #memo = new Map<string, { readonly labels: LabelSet; silences: readonly Silence[] }>();

  constructor(silences: SilenceSource) {
    for (const silence of silences.list()) this.#index.put(silence);
    silences.subscribe((change) => this.#change(change));
  }

  /** Ids of the active silences that match, in the order in which they were made. */
  silencedBy(labels: LabelSet, nowMs: number): readonly string[] {
    return this.#matching(labels)
      .filter((silence) => silenceState(silence, nowMs) === 'active')
      .map(({ id }) => id);
  }

  /** Drops what is remembered of alerts that are gone. */
  forget(fingerprints: Iterable<string>): void {
    for (const fingerprint of fingerprints) this.#memo.delete(fingerprint);
  }

  #matching(labels: LabelSet): readonly Silence[] {
    const known = this.#memo.get(labels.fingerprint);
    if (known?.labels.equals(labels)) return known.silences;
    const silences = this.#index.matching(labels);
    if (this.#memo.size >= MEMO_MAX) this.#memo.clear();
    this.#memo.set(labels.fingerprint, { labels, silences });
    return silences;
  }

  /** Only answers that the change can touch are thrown away. */
  #change(change: SilenceChange): void {
    const id = change.kind === 'put' ? change.silence.id : change.id;
    if (change.kind === 'put') this.#index.put(change.silence);
    else this.#index.remove(id);
    for (const [fingerprint, { labels, silences }] of this.#memo) {
      const wasHit = silences.some((silence) => silence.id === id);
      const isHit = change.kind === 'put' && change.silence.matcherSets.some((set) => matchesAll(set, labels));
      if (wasHit || isHit) this.#memo.delete(fingerprint);
    }
  }
}
