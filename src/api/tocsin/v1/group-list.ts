import type { GroupFacts } from '../../../grouping/group-facts.js';
import { compareBytes } from '../../../labels/label-set.js';
import type { RunningEngine } from '../../engine.js';
import { Turns } from '../../v2/turns.js';
import type { GroupSource } from './group-source.js';
import { sourceOf } from './group-source.js';
import { countSuppressed, type GroupSummary, groupSummary } from './group-summary.js';
import { cursorOf } from './parameters.js';
import { regroup } from './regroup.js';
import { type GroupFilter, type SelectedGroup, selectGroups } from './select-groups.js';

export interface GroupListRequest extends GroupFilter {
  /** active: an alert fires and is not muted. suppressed: alerts fire, and all of them are muted. Any by default. */
  readonly state: 'active' | 'suppressed' | undefined;
  /** Labels to gather alerts by, in the place of those of their routes; none: groups as they are told. */
  readonly groupBy: readonly string[];
  readonly limit: number;
  readonly after: GroupPosition | undefined;
}

/** The place of a group in the list: whether it is over, severity, start, id. */
export type GroupPosition = readonly [isOver: number, severityRank: number, startsAtMs: number, id: string];

export function isGroupPosition(value: unknown): value is GroupPosition {
  return (
    Array.isArray(value) &&
    value.length === 4 &&
    value.slice(0, 3).every((each) => typeof each === 'number') &&
    typeof value[3] === 'string'
  );
}

/** What may be in the list. Its source is made when it is needed: a page holds few of them. */
interface Candidate {
  readonly position: GroupPosition;
  source(): GroupSource;
}

interface Placed extends Candidate {
  /** Known where the request asks for a state. */
  readonly suppressed?: number;
}

/**
 * `GET /groups`: first those that fire, the most severe first, of those the ones that have fired longest. That order does
 * not change while nothing happens, and a cursor is a place in it.
 */
export async function groupList(
  running: RunningEngine,
  request: GroupListRequest,
  nowMs: number,
): Promise<{ readonly items: readonly GroupSummary[]; readonly next: string | null; readonly total: number }> {
  const selected = await selectGroups(running, request, nowMs);
  const candidates =
    request.groupBy.length === 0
      ? selected.map((each) => candidateOf(each, nowMs))
      : (await regroup(selected, request.groupBy, running, nowMs)).map(
          (source): Candidate => ({ position: positionOf(source.id, source.facts), source: () => source }),
        );
  const placed = await inState(candidates, request.state, running, nowMs);
  placed.sort((a, b) => comparePositions(a.position, b.position));
  const { after, limit } = request;
  const from = after === undefined ? 0 : placed.findIndex(({ position }) => comparePositions(position, after) > 0);
  const page = from < 0 ? [] : placed.slice(from, from + limit);
  const items: GroupSummary[] = [];
  const turns = new Turns();
  for (const { source: make, suppressed } of page) {
    const source = make();
    items.push(await groupSummary(source, suppressed ?? (await countSuppressed(source, running, nowMs, turns))));
  }
  const last = page.at(-1);
  const isEnd = last === undefined || from + limit >= placed.length;
  return { items, next: isEnd ? null : cursorOf(last.position), total: placed.length };
}

function candidateOf({ group, facts, alerts }: SelectedGroup, nowMs: number): Candidate {
  return { position: positionOf(group.id, facts), source: () => sourceOf(group, facts, alerts, nowMs) };
}

async function inState(
  candidates: readonly Candidate[],
  state: GroupListRequest['state'],
  running: RunningEngine,
  nowMs: number,
): Promise<Placed[]> {
  if (state === undefined) return [...candidates];
  const turns = new Turns();
  const placed: Placed[] = [];
  for (const { position, source: make } of candidates) {
    const source = make();
    if (source.facts.firing === 0) continue;
    const suppressed = await countSuppressed(source, running, nowMs, turns);
    const isActive = suppressed < source.facts.firing;
    if (isActive === (state === 'active')) placed.push({ position, source: () => source, suppressed });
  }
  return placed;
}

function positionOf(id: string, { firing, severityRank, startsAtMs }: GroupFacts): GroupPosition {
  return [firing > 0 ? 0 : 1, severityRank, startsAtMs, id];
}

function comparePositions(a: GroupPosition, b: GroupPosition): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || compareBytes(a[3], b[3]);
}
