import type { Labels } from './alert-pool.js';
import type { Profile, Setup } from './setup.js';
import type { SpecMatcher } from './spec-matcher.js';

/** How a moment is written in a body: the same one in several ways. */
export type TimeForm = 'utc' | 'offset' | 'nanoseconds';

/** A moment, milliseconds since the history began. `zero` is Go's word for none. */
export type When = { readonly ms: number; readonly form: TimeForm } | 'absent' | 'zero';

export interface PostedAlert {
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly startsAt: When;
  readonly endsAt: When;
  readonly generatorURL: string | undefined;
}

export interface PostedSilence {
  /** Its name in the history; ids are made by the servers. */
  readonly name: string;
  /** The silence whose id is sent with it. */
  readonly edits: string | undefined;
  readonly matchers: readonly SpecMatcher[];
  /** Older clients do not send `isEqual`. */
  readonly saysIsEqual: boolean;
  readonly startsAt: When;
  readonly endsAt: When;
  readonly comment: string;
}

/** What the next requests for each group get from a webhook, in place of a 200; `drop` is no answer at all. */
export interface Failure {
  /** As in `ops/0`. */
  readonly path: string;
  readonly answer: 400 | 500 | 503 | 'drop';
  readonly requests: number;
}

/** A request whose answer is compared. `«s1»` stands for the id of a silence. */
export interface Question {
  readonly method: string;
  readonly path: string;
  readonly contentType?: string;
  readonly body?: string;
}

export type Step =
  | { readonly kind: 'post'; readonly alerts: readonly PostedAlert[] }
  | { readonly kind: 'silence'; readonly silence: PostedSilence }
  | { readonly kind: 'expire'; readonly silence: string }
  | { readonly kind: 'fail'; readonly failure: Failure }
  | { readonly kind: 'ask'; readonly question: Question }
  | { readonly kind: 'reload'; readonly by: 'SIGHUP' | 'POST'; readonly setup: number }
  | { readonly kind: 'restart' };

export interface TimedStep {
  /** Milliseconds since the history began. */
  readonly atMs: number;
  readonly step: Step;
}

/** What happens to both servers, and when: decided by the seed alone. */
export interface History {
  readonly seed: number;
  readonly profile: Profile;
  /** The first is what they start with. */
  readonly setups: readonly [Setup, ...Setup[]];
  readonly steps: readonly TimedStep[];
  /** When all that is due has come, milliseconds since the history began. */
  readonly endMs: number;
}
