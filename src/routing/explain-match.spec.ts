import { describe, expect, it } from '@jest/globals';
import { LabelSet } from '../labels/label-set.js';
import { parseMatchers } from '../labels/parse-matchers.js';
import { buildRouteTree } from './build-route-tree.js';
import { explainMatch } from './explain-match.js';
import type { RouteConfig } from './route-config.js';
import { RouteMatcher } from './route-matcher.js';

const route = (matchers: string, receiver: string, routes: RouteConfig[] = [], continues = false): RouteConfig => ({
  receiver,
  matchers: parseMatchers(matchers, 'fallback'),
  muteTimeIntervals: [],
  activeTimeIntervals: [],
  continue: continues,
  labels: {},
  routes,
});

const root = buildRouteTree(
  route('', 'root', [
    route('team="a"', 'a', [route('severity="page"', 'a-page'), route('severity=~"warn.*"', 'a-warn')], true),
    route('team=~"a|b", severity!="none"', 'ab'),
    route('', 'rest', [route('x="1"', 'x')]),
  ]),
);

function story(labels: Record<string, string>): string[] {
  return explainMatch(root, LabelSet.of(labels)).map((verdict) => {
    const { kind, route } = verdict;
    if (kind === 'refused') return `${route.receiver} refused by ${verdict.failed}`;
    return kind === 'unreached' ? `${route.receiver} after ${verdict.takenBy.receiver}` : `${route.receiver} ${kind}`;
  });
}

describe('explainMatch', () => {
  it.each<[labels: Record<string, string>, story: string[]]>([
    [
      { team: 'a', severity: 'page' },
      ['root passed', 'a passed', 'a-page leaf', 'a-warn after a-page', 'ab leaf', 'rest after ab'],
    ],
    [
      { team: 'a', severity: 'none' },
      [
        'root passed',
        'a leaf',
        'a-page refused by severity="page"',
        'a-warn refused by severity=~"warn.*"',
        'ab refused by severity!="none"',
        'rest leaf',
        'x refused by x="1"',
      ],
    ],
    [{ x: '1' }, ['root passed', 'a refused by team="a"', 'ab refused by team=~"a|b"', 'rest passed', 'x leaf']],
  ])('leads %j', (labels, expected) => {
    expect(story(labels)).toEqual(expected);
  });

  it('ends where alerts end', () => {
    const matcher = new RouteMatcher(root);
    for (const team of ['', 'a', 'b', 'c']) {
      for (const severity of ['', 'page', 'warning', 'none']) {
        for (const x of ['', '1']) {
          const labels = LabelSet.of({ team, severity, x });
          const leaves = explainMatch(root, labels).filter(({ kind }) => kind === 'leaf');
          expect(leaves.map(({ route }) => route.id)).toEqual(matcher.match(labels).map(({ id }) => id));
        }
      }
    }
  });
});
