import { formatTimestamp, utc } from '../../../clock/timestamp.js';
import { type Matcher, matchesAll } from '../../../labels/matcher.js';
import type { NotifiableGroup } from '../../engine.js';
import { Problem } from './problem.js';

/** Candidates that an answer lists. */
const CANDIDATES_MAX = 20;

/** Which group is meant. */
export interface GroupChoice {
  /** Its receiver; any by default. */
  readonly receiver: string | undefined;
  /** One of its alerts meets all of these. */
  readonly matchers: readonly Matcher[];
}

/**
 * Finds the one group that is meant.
 *
 * @param groups a group that is there several times counts once: the last one is taken
 * @throws {Problem} 404 where there is none, 409 with the candidates where there are several
 */
export function chooseGroup(groups: Iterable<NotifiableGroup>, { receiver, matchers }: GroupChoice): NotifiableGroup {
  const found = new Map<string, NotifiableGroup>();
  for (const group of groups) {
    if (receiver !== undefined && group.receiver !== receiver) continue;
    if (matchers.length > 0 && !group.alerts().some(({ labels }) => matchesAll(matchers, labels))) continue;
    found.set(group.id, group);
  }
  const [first, ...others] = found.values();
  if (first === undefined) throw new Problem(404, 'no such group', 'no group meets group.receiver and group.matchers');
  if (others.length === 0) return first;
  const candidates = [first, ...others].slice(0, CANDIDATES_MAX).map(describeGroup);
  throw new Problem(
    409,
    'several groups',
    `${found.size} groups meet group.receiver and group.matchers; say more of the one that is meant`,
    { candidates },
  );
}

/** A group as answers name it. */
export function describeGroup({ receiver, labels, flushedAtMs }: NotifiableGroup): object {
  const at = flushedAtMs === undefined ? {} : { at: formatTimestamp(utc(flushedAtMs), { digits: 3 }) };
  return { receiver, labels: labels.toJSON(), ...at };
}
