import { compareMatchers } from '../labels/matcher.js';
import { printMatchers } from '../labels/print.js';
import { Route, type RoutePlace, type RouteSettings } from './route.js';
import type { RouteConfig } from './route-config.js';

/** What a root that says nothing does (Alertmanager's defaults). */
export const DEFAULT_ROUTE_SETTINGS: RouteSettings = {
  receiver: '',
  groupBy: new Set(),
  groupWaitMs: 30_000,
  groupIntervalMs: 300_000,
  repeatIntervalMs: 14_400_000,
  labels: {},
};

/** Builds the tree, each route with what it inherits from its ancestors. @returns the root */
export function buildRouteTree(config: RouteConfig): Route {
  let count = 0;
  const nextIndex = () => count++;

  const build = (node: RouteConfig, inherited: RouteSettings, place: RoutePlace): Route => {
    const settings = inherit(node, inherited);
    const matchers = node.matchers.toSorted(compareMatchers);
    return new Route(
      settings,
      matchers,
      node.muteTimeIntervals,
      node.activeTimeIntervals,
      node.continue,
      place,
      printMatchers(matchers),
      nextIndex,
      (parent) => node.routes.map((child, position) => build(child, settings, { parent, position })),
    );
  };
  return build(config, DEFAULT_ROUTE_SETTINGS, { parent: undefined, position: 0 });
}

function inherit(node: RouteConfig, inherited: RouteSettings): RouteSettings {
  return {
    receiver: node.receiver ?? inherited.receiver,
    groupBy: typeof node.groupBy === 'object' ? new Set(node.groupBy) : (node.groupBy ?? inherited.groupBy),
    groupWaitMs: node.groupWaitMs ?? inherited.groupWaitMs,
    groupIntervalMs: node.groupIntervalMs ?? inherited.groupIntervalMs,
    repeatIntervalMs: node.repeatIntervalMs ?? inherited.repeatIntervalMs,
    labels: { ...inherited.labels, ...node.labels },
  };
}
