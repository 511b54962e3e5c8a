import type { Silence } from './silence.js';

export type SilenceChange =
  | { readonly kind: 'put'; readonly silence: Silence }
  | { readonly kind: 'removed'; readonly id: string };

/** Keeps silences across restarts and tells of those that other replicas write. */
export abstract class SilenceStore {
  /** All silences, in the order in which they were first written. */
  abstract load(): Promise<readonly Silence[]>;

  /** Resolves once the silences are on disk: what was answered 200 survives a crash. Rejects when it cannot write. */
  abstract put(silences: readonly Silence[]): Promise<void>;

  abstract remove(ids: readonly string[]): Promise<void>;

  /** Silences that another replica wrote. @returns a function that ends the subscription */
  abstract subscribe(listener: (change: SilenceChange) => void): () => void;
}
