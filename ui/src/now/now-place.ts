import { replaceParams, usePlace } from '../app/location';
import { NOW } from '../app/paths';
import { parseMatchers, printMatcher } from '../parts/matchers';
import type { GroupFilter } from './group-query';

/** What the URL of this screen says: all that it shows can be had again from it. */
export interface NowPlace extends GroupFilter {
  /** Only groups with an alert of this severity. */
  readonly severity: string | undefined;
  /** Id of the group that is open beside the list. */
  readonly open: string | undefined;
}

/** Links of Alertmanager say `filter={a="b",c="d"}`; ours, and people, may say one matcher in each. */
export function useNowPlace(): NowPlace {
  const { path, params } = usePlace();
  const isHere = path === NOW || path === '/';
  const state = params.get('state');
  return {
    matchers: params.getAll('filter').flatMap(matchersIn),
    receiver: params.get('receiver') || undefined,
    state: state === 'active' || state === 'suppressed' ? state : undefined,
    groupBy: (params.get('groupBy') ?? '').split(',').filter((name) => name !== ''),
    severity: params.get('severity') || undefined,
    open: (isHere && params.get('open')) || undefined,
  };
}

export function changeNow(changes: Partial<NowPlace>): void {
  const { matchers, groupBy, ...rest } = changes;
  replaceParams({
    ...rest,
    ...(matchers === undefined ? {} : { filter: matchers }),
    ...(groupBy === undefined ? {} : { groupBy: groupBy.join(',') || undefined }),
  });
}

/** What cannot be read is shown as it is, so that it can be put right. */
function matchersIn(filter: string): string[] {
  try {
    return parseMatchers(filter).map(printMatcher);
  } catch {
    return [filter];
  }
}
