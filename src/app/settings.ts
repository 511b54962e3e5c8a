import type { MatcherMode } from '../labels/matcher-mode.js';
import type { DeadLettersLimits } from '../notify/dead-letters.js';

/** What the command line and `tocsin.yml` decide for the whole life of the process. Times in milliseconds. */
export interface Settings {
  readonly retentionMs: number;
  /** No group is flushed before this moment, milliseconds since the epoch. */
  readonly dispatchAfterMs: number;
  readonly groupsMax: number;
  /** How many flush records are kept. */
  readonly recordsMax: number;
  readonly deadLetters: DeadLettersLimits;
  readonly matcherMode: MatcherMode;
  readonly silences: { readonly max: number; readonly sizeBytesMax: number; readonly log: boolean };
}
