import { useMemo } from 'react';
import { currentPlace, replaceParams, usePlace } from '../app/location';
import { NOW } from '../app/paths';
import { parseMatchers, printMatcher } from '../parts/matchers';
import { useKept } from '../parts/use-kept';
import type { GroupFilter } from './group-query';

/** What the URL of this screen says: all that it shows can be had again from it. */
export interface NowPlace extends GroupFilter {
  /** Only groups with an alert of this severity. */
  readonly severity: string | undefined;
  /** Id of the group that is open beside the list. */
  readonly open: string | undefined;
}

export function useNowPlace(): NowPlace {
  const { path, params } = usePlace();
  const isHere = path === NOW || path === '/';
  const state = params.get('state');
  return {
    matchers: useKept(useMemo(() => matchersOf(params), [params])),
    receiver: params.get('receiver') || undefined,
    state: state === 'active' || state === 'suppressed' ? state : undefined,
    groupBy: useKept((params.get('groupBy') ?? '').split(',').filter((name) => name !== '')),
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

export function changeMatchers(matchers: readonly string[]): void {
  changeNow({ matchers });
}

export function openGroup(id: string): void {
  changeNow({ open: id });
}

/** Leaves only the alerts that have the label, too. */
export function filterBy(name: string, value: string): void {
  const matchers = matchersOf(currentPlace().params);
  const matcher = printMatcher({ name, value, isRegex: false, isEqual: true });
  if (!matchers.includes(matcher)) changeNow({ matchers: [...matchers, matcher] });
}

/** Links of Alertmanager say `filter={a="b",c="d"}`; ours, and people, may say one matcher in each. */
function matchersOf(params: URLSearchParams): string[] {
  return params.getAll('filter').flatMap(matchersIn);
}

/** What cannot be read is shown as it is, so that it can be put right. */
function matchersIn(filter: string): string[] {
  try {
    return parseMatchers(filter).map(printMatcher);
  } catch {
    return [filter];
  }
}
