import type { Matcher } from '../labels/matcher.js';

/** While a source alert fires, target alerts with equal values of the `equal` labels are muted. */
export interface InhibitRule {
  /** Empty when the configuration gives none. */
  readonly name: string;
  /** All must match; none matches every alert. */
  readonly source: readonly Matcher[];
  readonly target: readonly Matcher[];
  /** An absent label equals an empty one. */
  readonly equal: readonly string[];
}
