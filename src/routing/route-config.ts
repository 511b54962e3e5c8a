import type { Matcher } from '../labels/matcher.js';

/** A route as it is configured: what is undefined is inherited. */
export interface RouteConfig {
  readonly receiver?: string;
  /** `'...'` groups by all labels; an empty list makes one group. */
  readonly groupBy?: '...' | readonly string[];
  /** `match`, `match_re` and `matchers` together, in any order. */
  readonly matchers: readonly Matcher[];
  readonly muteTimeIntervals: readonly string[];
  readonly activeTimeIntervals: readonly string[];
  readonly continue: boolean;
  readonly groupWaitMs?: number;
  readonly groupIntervalMs?: number;
  readonly repeatIntervalMs?: number;
  /** Name to template. */
  readonly labels: Readonly<Record<string, string>>;
  readonly routes: readonly RouteConfig[];
}
