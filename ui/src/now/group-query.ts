import { type QueryClient, queryOptions, usePrefetchQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { get } from '../api/client';
import type { GroupDetail, GroupSummary, Page } from '../api/types';
import { filterGroups } from './filter-groups';

export interface GroupFilter {
  /** As they are typed: `team="storage"`. */
  readonly matchers: readonly string[];
  readonly receiver: string | undefined;
  readonly state: 'active' | 'suppressed' | undefined;
  /** Labels to regroup by; empty for the groups as they are told. */
  readonly groupBy: readonly string[];
}

const PAGE = 1_000;

/** Who has more groups than this has to filter. */
const GROUPS_MAX = 10_000;

/** The groups that pass a filter, as far as is known of them. */
export interface Groups {
  readonly data: readonly GroupSummary[] | undefined;
  /**
   * Where the data is from: the server's answer; what the answer will be, by the groups that were there before; or the
   * answer to what was asked last, since nothing better is known yet.
   */
  readonly from: 'answer' | 'foresight' | 'last answer';
  readonly error: Error | null;
}

export function useGroups(filter: GroupFilter): Groups {
  const queries = useQueryClient();
  const options = groupList(filter);
  // The question is asked before anything is drawn, and not after.
  usePrefetchQuery(options);
  const { data, error, isPlaceholderData } = useQuery(options);
  if (!isPlaceholderData) return { data, error, from: 'answer' };
  const foreseen = foresee(queries, filter);
  if (foreseen === undefined) return { data, error, from: 'last answer' };
  return { data: foreseen, error, from: 'foresight' };
}

/** A group with its alerts; the error is a 404 where it has ended. */
export function useGroup(id: string) {
  return useQuery({
    queryKey: ['group', 'one', id],
    queryFn: ({ signal }) => get<GroupDetail>(`api/tocsin/v1/groups/${encodeURIComponent(id)}`, {}, signal),
    retry: false,
  });
}

function groupList(filter: GroupFilter) {
  const { matchers, receiver, state, groupBy } = filter;
  return queryOptions({
    queryKey: ['group', 'list', filter],
    queryFn: async ({ signal }) => {
      const groups: GroupSummary[] = [];
      let cursor: string | undefined;
      do {
        const query = { matchers, receiver, state, groupBy: groupBy.join(',') || undefined, limit: PAGE, cursor };
        const page: Page<GroupSummary> = await get('api/tocsin/v1/groups', query, signal);
        groups.push(...page.items);
        cursor = page.next ?? undefined;
      } while (cursor !== undefined && groups.length < GROUPS_MAX);
      return groups;
    },
  });
}

/** Out of a wider list that is at hand and whole: the one with a matcher less, or the one without any. */
function foresee(queries: QueryClient, filter: GroupFilter): readonly GroupSummary[] | undefined {
  const { matchers } = filter;
  if (matchers.length === 0) return undefined;
  for (const wider of [matchers.slice(0, -1), []]) {
    const known = queries.getQueryState<readonly GroupSummary[]>(['group', 'list', { ...filter, matchers: wider }]);
    if (known?.data === undefined || known.isInvalidated || known.data.length >= GROUPS_MAX) continue;
    const found = filterGroups(known.data, matchers);
    if (found !== undefined) return found;
  }
  return undefined;
}
