import fc from 'fast-check';
import { LabelSet } from '../labels/label-set.js';
import { Matcher } from '../labels/matcher.js';
import { buildRouteTree } from './build-route-tree.js';
import type { Route } from './route.js';
import type { RouteConfig } from './route-config.js';
import { RouteMatcher } from './route-matcher.js';

const names = fc.constantFrom('a', 'b', 'c');
const values = fc.constantFrom('', 'x', 'y', 'z', 'x\xffy', '1:x');
const matcher = fc
  .tuple(names, fc.constantFrom('=', '!=', '=~', '!~'), fc.constantFrom('', 'x', 'y', 'x|y', '.+', 'x\xffy'))
  .map(([name, operator, value]) => new Matcher(name, operator as '=', value));

const route: fc.Memo<RouteConfig> = fc.memo<RouteConfig>((depth) =>
  fc.record({
    receiver: fc.constantFrom('r1', 'r2'),
    matchers: fc.array(matcher, { maxLength: 2 }),
    muteTimeIntervals: fc.constant([]),
    activeTimeIntervals: fc.constant([]),
    continue: fc.boolean(),
    labels: fc.constant({}),
    routes: depth > 1 ? fc.array(route(), { maxLength: 3 }) : fc.constant([]),
  }),
);

/** The rule, said plainly. */
function naive(node: Route, labels: LabelSet): Route[] {
  if (!node.accepts(labels)) return [];
  const found: Route[] = [];
  for (const child of node.children) {
    const below = naive(child, labels);
    found.push(...below);
    if (below.length > 0 && !child.continues) break;
  }
  return found.length > 0 ? found : [node];
}

describe('RouteMatcher', () => {
  it('finds what a plain walk of the tree finds', () => {
    fc.assert(
      fc.property(
        route(3),
        fc.array(fc.dictionary(names, values, { maxKeys: 3 }), { maxLength: 10 }),
        (config, alerts) => {
          const root = buildRouteTree({ ...config, matchers: [] });
          const routes = new RouteMatcher(root);
          for (const alert of [...alerts, ...alerts]) {
            const labels = LabelSet.of(alert);
            expect(routes.match(labels).map(({ id }) => id)).toEqual(naive(root, labels).map(({ id }) => id));
          }
        },
      ),
    );
  });

  it('keeps alerts apart whose values look alike when they are put in a row', () => {
    const routes = new RouteMatcher(buildRouteTree(tree(new Matcher('a', '=', 'x'), new Matcher('b', '!=', ''))));
    const alerts = [
      { a: 'x\xffy', b: 'z' },
      { a: 'x', b: 'y\xffz' },
      { a: 'x1:', b: 'z' },
      { a: 'x', b: '1:z' },
    ];
    const found = alerts.map((alert) => routes.match(LabelSet.of(alert))[0]?.receiver);
    expect(found).toEqual(['default', 'special', 'default', 'special']);
  });

  it('walks the tree for values that are too long to remember', () => {
    const long = 'x'.repeat(5000);
    const routes = new RouteMatcher(buildRouteTree(tree(new Matcher('a', '=', long))));
    expect(routes.match(LabelSet.of({ a: long }))[0]?.receiver).toBe('special');
    expect(routes.match(LabelSet.of({ a: `${long}x` }))[0]?.receiver).toBe('default');
  });

  it('answers an alert like one before with the same list', () => {
    const routes = new RouteMatcher(buildRouteTree(tree(new Matcher('a', '=', 'x'))));
    expect(routes.match(LabelSet.of({ a: 'x', pod: '1' }))).toBe(routes.match(LabelSet.of({ a: 'x', pod: '2' })));
  });
});

/** A root, and one route below it that these matchers lead to. */
function tree(...matchers: Matcher[]): RouteConfig {
  const plain = { muteTimeIntervals: [], activeTimeIntervals: [], continue: false, labels: {} };
  const special: RouteConfig = { ...plain, receiver: 'special', matchers, routes: [] };
  return { ...plain, receiver: 'default', matchers: [], routes: [special] };
}
