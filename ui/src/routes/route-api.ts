import { useQuery } from '@tanstack/react-query';
import { get, post } from '../api/client';
import type { Labels } from '../api/types';

export interface IntervalState {
  readonly name: string;
  readonly holdsNow: boolean;
}

export interface Timer {
  readonly seconds: number;
  readonly isInherited: boolean;
}

/** A node of the routing tree. */
export interface RouteNode {
  readonly id: string;
  readonly receiver: string;
  /** As they are written: `severity="critical"`. */
  readonly matchers: readonly string[];
  readonly continue: boolean;
  readonly groupBy: readonly string[];
  readonly groupByAll: boolean;
  readonly timers: { readonly groupWait: Timer; readonly groupInterval: Timer; readonly repeatInterval: Timer };
  readonly muteTimeIntervals: readonly IntervalState[];
  readonly activeTimeIntervals: readonly IntervalState[];
  /** Of the node itself, not of those below it. */
  readonly counts: { readonly groups: number; readonly alerts: number };
  readonly children: readonly RouteNode[];
}

/** Where an alert with some labels would go. */
export interface RouteTest {
  readonly leaves: readonly {
    /** Ids, from the root. */
    readonly path: readonly string[];
    readonly receiver: string;
    readonly groupKey: string;
    readonly groupId?: string;
    readonly nextFlushAt?: string;
    readonly silencedBy: readonly string[];
    readonly inhibitedBy: readonly string[];
    readonly mutedBy: readonly string[];
  }[];
}

export function useRoutes() {
  return useQuery({
    queryKey: ['config', 'routes'],
    queryFn: ({ signal }) => get<RouteNode>('api/tocsin/v1/routes', {}, signal),
    refetchInterval: 10_000,
  });
}

export function useRouteTest(labels: Labels) {
  return useQuery({
    queryKey: ['config', 'route-test', labels],
    queryFn: ({ signal }) => post<RouteTest>('api/tocsin/v1/routes/test', { labels }, signal),
    enabled: Object.keys(labels).length > 0,
  });
}
