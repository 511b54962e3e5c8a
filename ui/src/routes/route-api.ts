import { useQuery } from '@tanstack/react-query';
import { get, post } from '../api/client';
import type { Labels } from '../api/types';

export interface IntervalState {
  readonly name: string;
  readonly holdsNow: boolean;
}

/** A node of the routing tree. */
export interface RouteNode {
  readonly id: string;
  readonly receiver: string;
  /** As they are written: `severity="critical"`. */
  readonly matchers: readonly string[];
  readonly continue: boolean;
  /** `...` for all labels. */
  readonly groupBy: readonly string[];
  readonly timers: {
    readonly groupWaitSeconds: number;
    readonly groupIntervalSeconds: number;
    readonly repeatIntervalSeconds: number;
  };
  /** What the route says itself; the rest is its parent's. */
  readonly own: readonly string[];
  readonly muteTimeIntervals: readonly IntervalState[];
  readonly activeTimeIntervals: readonly IntervalState[];
  /** Names of the intervals that keep it quiet now. */
  readonly mutedBy: readonly string[];
  /** Of the node itself, not of those below it. */
  readonly counts: { readonly groups: number; readonly alerts: number };
  readonly children: readonly RouteNode[];
}

export interface RouteLeaf {
  /** Ids, from the root. */
  readonly path: readonly string[];
  readonly routeId: string;
  readonly receiver: string;
  readonly groupId: string;
  readonly groupKey: string;
  /** The group that is there already. */
  readonly group: { readonly alerts: number; readonly nextFlushAt: string } | null;
  readonly groupWaitSeconds: number;
  readonly mutedBy: readonly string[];
}

/** What came of a route that was looked at. */
export interface RouteStep {
  readonly routeId: string;
  readonly verdict: 'leaf' | 'passed' | 'refused' | 'unreached';
  /** The first matcher that does not hold. */
  readonly failed?: string;
  /** The sibling before it that took the alert and does not continue. */
  readonly takenBy?: string;
}

/** Where an alert with some labels would go. */
export interface RouteTest {
  readonly silencedBy: readonly string[];
  readonly inhibitedBy: readonly string[];
  readonly leaves: readonly RouteLeaf[];
  readonly steps: readonly RouteStep[];
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
