import type { Query, QueryClient } from '@tanstack/react-query';
import type { GroupFilter } from '../now/group-query';
import type { GroupSummary } from './types';

/** What the event stream said. */
export interface LiveChange {
  readonly kind: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What is read again because of changes is read at most so often: reading costs more than a change. */
const READ_AGAIN_MS = 1_000;

/** A long list is patched, and seldom read anew. */
const LONG = 500;
const LONG_READ_AGAIN_MS = 3_000;

/** Brings what was read before up to date with changes: at the cost of what has changed where that can be. */
export class ChangeApplier {
  /** When each query may be read again, and whether that is due. */
  readonly #waiting = new Map<string, number>();

  constructor(private readonly queries: QueryClient) {}

  apply(changes: readonly LiveChange[]): void {
    const kinds = new Set(changes.map(({ kind }) => kind));
    const groups = changes.filter(({ kind }) => kind === 'group').map(({ data }) => data);
    if (groups.length > 0) this.#patchGroups(groups);
    const ids = new Set(groups.map(({ id }) => id));
    for (const query of this.queries.getQueryCache().findAll({ type: 'active' })) {
      const [kind, what, id] = query.queryKey;
      if (kind === 'group' && what === 'list') continue;
      const concerns = kind === 'group' ? ids.has(id) || kinds.has('silence') : kinds.has(String(kind));
      if (concerns || kinds.has('config')) this.#readAgain(query, READ_AGAIN_MS);
    }
  }

  /** Something was missed: everything that is shown is read again. */
  reset(): void {
    void this.queries.invalidateQueries();
  }

  stop(): void {
    for (const timer of this.#waiting.values()) window.clearTimeout(timer);
    this.#waiting.clear();
  }

  #patchGroups(changes: readonly LiveChange['data'][]): void {
    for (const query of this.queries.getQueryCache().findAll({ queryKey: ['group', 'list'] })) {
      const list = query.state.data as readonly GroupSummary[] | undefined;
      if (list === undefined) continue;
      const { patched, isWhole } = isPlain(query.queryKey[2] as GroupFilter)
        ? patch(list, changes)
        : { patched: list, isWhole: false };
      if (patched !== list) query.setData(patched);
      if (!isWhole) this.#readAgain(query, list.length > LONG ? LONG_READ_AGAIN_MS : READ_AGAIN_MS);
    }
  }

  #readAgain(query: Query, afterMs: number): void {
    const { queryHash } = query;
    if (this.#waiting.has(queryHash)) return;
    const age = Date.now() - query.state.dataUpdatedAt;
    const timer = window.setTimeout(
      () => {
        this.#waiting.delete(queryHash);
        void this.queries.invalidateQueries({ queryKey: query.queryKey, exact: true });
      },
      Math.max(0, afterMs - age),
    );
    this.#waiting.set(queryHash, timer);
  }
}

/** Whether the list has the groups as they are told; of others a change does not say how they look in it. */
function isPlain({ matchers, state, groupBy }: GroupFilter): boolean {
  return matchers.length === 0 && state === undefined && groupBy.length === 0;
}

/** @returns `isWhole` where nothing is missing: a group that is new is told of in its short form alone */
function patch(
  list: readonly GroupSummary[],
  changes: readonly LiveChange['data'][],
): { readonly patched: readonly GroupSummary[]; readonly isWhole: boolean } {
  const at = new Map(list.map(({ id }, i) => [id, i]));
  const patched: (GroupSummary | undefined)[] = [...list];
  let isWhole = true;
  for (const { change, ...fields } of changes) {
    const place = at.get(String(fields['id']));
    const known = place === undefined ? undefined : patched[place];
    if (place === undefined || known === undefined) isWhole = isWhole && change === 'removed';
    else patched[place] = change === 'removed' ? undefined : { ...known, ...(fields as Partial<GroupSummary>) };
  }
  return { patched: patched.filter((group) => group !== undefined), isWhole };
}
