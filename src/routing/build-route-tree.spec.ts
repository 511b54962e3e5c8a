import { LabelSet } from '../labels/label-set.js';
import { parseMatchers } from '../labels/parse-matchers.js';
import { buildRouteTree } from './build-route-tree.js';
import { groupKey } from './group-key.js';
import type { Route } from './route.js';
import type { RouteConfig } from './route-config.js';

const plain: RouteConfig = {
  matchers: [],
  muteTimeIntervals: [],
  activeTimeIntervals: [],
  continue: false,
  labels: {},
  routes: [],
};

interface Given extends Partial<Omit<RouteConfig, 'matchers'>> {
  readonly match?: string;
}

function route({ match = '', ...given }: Given): RouteConfig {
  return { ...plain, ...given, matchers: parseMatchers(match, 'fallback') };
}

function child(root: Route, ...path: number[]): Route {
  let at = root;
  for (const position of path) {
    const next = at.children[position];
    if (next === undefined) throw new Error(`no child ${position} of ${at.id}`);
    at = next;
  }
  return at;
}

describe('buildRouteTree', () => {
  it("gives the root Alertmanager's defaults", () => {
    const { settings } = buildRouteTree(route({ receiver: 'web' }));
    expect(settings).toEqual({
      receiver: 'web',
      groupBy: new Set(),
      groupWaitMs: 30_000,
      groupIntervalMs: 300_000,
      repeatIntervalMs: 14_400_000,
      labels: {},
    });
  });

  it('passes settings down to where something else is said', () => {
    const root = buildRouteTree(
      route({
        receiver: 'web',
        groupBy: ['a'],
        groupWaitMs: 1,
        groupIntervalMs: 2,
        repeatIntervalMs: 3,
        labels: { x: '1', y: '2' },
        routes: [
          route({
            receiver: 'db',
            groupWaitMs: 0,
            labels: { y: '3', z: '4' },
            routes: [route({ repeatIntervalMs: 9 })],
          }),
        ],
      }),
    );
    expect(child(root, 0, 0).settings).toEqual({
      receiver: 'db',
      groupBy: new Set(['a']),
      groupWaitMs: 0,
      groupIntervalMs: 2,
      repeatIntervalMs: 9,
      labels: { x: '1', y: '3', z: '4' },
    });
  });

  it('does not pass down time intervals and continue', () => {
    const root = buildRouteTree(
      route({
        receiver: 'web',
        routes: [
          route({ continue: true, muteTimeIntervals: ['night'], activeTimeIntervals: ['day'], routes: [route({})] }),
        ],
      }),
    );
    const { muteTimeIntervals, activeTimeIntervals, continues } = child(root, 0);
    expect({ muteTimeIntervals, activeTimeIntervals, continues }).toEqual({
      muteTimeIntervals: ['night'],
      activeTimeIntervals: ['day'],
      continues: true,
    });
    expect(child(root, 0, 0)).toMatchObject({ muteTimeIntervals: [], activeTimeIntervals: [], continues: false });
  });

  it('names routes by their matchers, sorted, and numbers children before their parent', () => {
    const root = buildRouteTree(
      route({
        receiver: 'web',
        routes: [
          route({ match: 'team=a', routes: [route({ match: 'sev=~"x|y"' }), route({ match: 'sev=~"x|y"' })] }),
          route({ match: 'b=1,a=2,a!=2' }),
        ],
      }),
    );
    expect([...root.walk()].map(({ key, id, index }) => ({ key, id, index }))).toEqual([
      { key: '{}', id: '{}', index: 4 },
      { key: '{}/{team="a"}', id: '{}/{team="a"}/0', index: 2 },
      { key: '{}/{team="a"}/{sev=~"x|y"}', id: '{}/{team="a"}/0/{sev=~"x|y"}/0', index: 0 },
      { key: '{}/{team="a"}/{sev=~"x|y"}', id: '{}/{team="a"}/0/{sev=~"x|y"}/1', index: 1 },
      { key: '{}/{a="2",a!="2",b="1"}', id: '{}/{a="2",a!="2",b="1"}/1', index: 3 },
    ]);
  });
});

describe('the group of an alert', () => {
  const labels = LabelSet.of({ alertname: 'x', job: 'y', pod: 'z' });

  it.each`
    groupBy                 | key
    ${undefined}            | ${'{}:{}'}
    ${[]}                   | ${'{}:{}'}
    ${['job', 'alertname']} | ${'{}:{alertname="x", job="y"}'}
    ${['absent', 'job']}    | ${'{}:{job="y"}'}
    ${'...'}                | ${'{}:{alertname="x", job="y", pod="z"}'}
  `('by $groupBy is $key', ({ groupBy, key }) => {
    const root = buildRouteTree(route({ receiver: 'web', ...(groupBy === undefined ? {} : { groupBy }) }));
    expect(groupKey(root, root.groupLabels(labels))).toBe(key);
  });

  it.each`
    above      | below        | labelsOfGroup
    ${'...'}   | ${undefined} | ${'{alertname="x", job="y", pod="z"}'}
    ${'...'}   | ${['job']}   | ${'{job="y"}'}
    ${['job']} | ${'...'}     | ${'{alertname="x", job="y", pod="z"}'}
    ${['job']} | ${[]}        | ${'{}'}
  `('by $above above and $below below is $labelsOfGroup', ({ above, below, labelsOfGroup }) => {
    const inner = route({ match: 'job=y', ...(below === undefined ? {} : { groupBy: below }) });
    const leaf = child(buildRouteTree(route({ receiver: 'web', groupBy: above, routes: [inner] })), 0);
    expect(groupKey(leaf, leaf.groupLabels(labels))).toBe(`{}/{job="y"}:${labelsOfGroup}`);
  });
});
