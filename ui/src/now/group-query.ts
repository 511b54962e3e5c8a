import { useQuery } from '@tanstack/react-query';
import { get } from '../api/client';
import type { GroupDetail, GroupSummary, Page } from '../api/types';

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

export function useGroups(filter: GroupFilter) {
  const { matchers, receiver, state, groupBy } = filter;
  return useQuery({
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

/** A group with its alerts; the error is a 404 where it has ended. */
export function useGroup(id: string) {
  return useQuery({
    queryKey: ['group', 'one', id],
    queryFn: ({ signal }) => get<GroupDetail>(`api/tocsin/v1/groups/${encodeURIComponent(id)}`, {}, signal),
    retry: false,
  });
}
