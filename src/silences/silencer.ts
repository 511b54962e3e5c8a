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

/** How many changes an answer may be behind and still be brought up to date change by change. */
const CHANGES_MAX = 64;

interface Answer {
  readonly labels: LabelSet;
  /** The silences that match, in any state. */
  silences: readonly Silence[];
  /** How many changes had been seen when it was given. */
  version: number;
}

const NONE: readonly never[] = [];

/**
 * Says which silences mute an alert. Answers are remembered; a change costs nothing when it is made, and one comparison
 * when an alert that it cannot touch is asked for next.
 */
export class Silencer {
  readonly #index = new SilenceIndex();
  /** By the fingerprint of the labels. */
  readonly #memo = new Map<string, Answer>();
  /** The latest changes, the newest last. */
  readonly #changes: SilenceChange[] = [];
  #version = 0;
  #queries = 0;

  constructor(silences: SilenceSource) {
    for (const silence of silences.list()) this.#index.put(silence);
    silences.subscribe((change) => this.#change(change));
  }

  /** How often it was asked. */
  get queries(): number {
    return this.#queries;
  }

  /** Ids of the active silences that match, in the order in which they were made. */
  silencedBy(labels: LabelSet, nowMs: number): readonly string[] {
    this.#queries++;
    const silences = this.#matching(labels);
    if (silences.length === 0) return NONE;
    return silences.filter((silence) => silenceState(silence, nowMs) === 'active').map(({ id }) => id);
  }

  /** Drops what is remembered of alerts that are gone. */
  forget(fingerprints: Iterable<string>): void {
    for (const fingerprint of fingerprints) this.#memo.delete(fingerprint);
  }

  #matching(labels: LabelSet): readonly Silence[] {
    const known = this.#memo.get(labels.fingerprint);
    if (known?.labels.equals(labels)) {
      if (!this.#isUpToDate(known)) known.silences = this.#look(labels);
      known.version = this.#version;
      return known.silences;
    }
    const silences = this.#look(labels);
    if (this.#memo.size >= MEMO_MAX) this.#memo.clear();
    this.#memo.set(labels.fingerprint, { labels, silences, version: this.#version });
    return silences;
  }

  #look(labels: LabelSet): readonly Silence[] {
    const silences = this.#index.matching(labels);
    return silences.length === 0 ? NONE : silences;
  }

  /** Whether none of the changes since the answer was given touches it. */
  #isUpToDate({ labels, silences, version }: Answer): boolean {
    const missed = this.#version - version;
    if (missed === 0) return true;
    if (missed > this.#changes.length) return false;
    return !this.#changes.slice(-missed).some((change) => touches(change, labels, silences));
  }

  #change(change: SilenceChange): void {
    if (change.kind === 'put') this.#index.put(change.silence);
    else this.#index.remove(change.id);
    this.#changes.push(change);
    if (this.#changes.length > CHANGES_MAX) this.#changes.shift();
    this.#version++;
  }
}

function touches(change: SilenceChange, labels: LabelSet, silences: readonly Silence[]): boolean {
  const id = change.kind === 'put' ? change.silence.id : change.id;
  if (silences.some((silence) => silence.id === id)) return true;
  return change.kind === 'put' && change.silence.matcherSets.some((set) => matchesAll(set, labels));
}
