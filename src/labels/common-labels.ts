import { LabelSet } from './label-set.js';

/** What all have with the same value; one that lacks a name counts as having it empty, as in Go. */
export function commonLabels([first, ...others]: readonly LabelSet[]): LabelSet {
  if (first === undefined) return LabelSet.EMPTY;
  const common = first.filter((name, value) => others.every((other) => (other.get(name) ?? '') === value));
  return common.size === first.size ? first : common;
}
