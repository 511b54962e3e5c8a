import { LabelSet } from '../../../labels/label-set.js';
import { printMatchers } from '../../../labels/print.js';
import type { Route } from '../../../routing/route.js';
import { RouteMatcher } from '../../../routing/route-matcher.js';

type Labels = Readonly<Record<string, string>>;

interface Branch {
  readonly text: string;
  readonly branches: readonly Branch[];
}

/** The tree from its root down, as amtool draws it. Ends with a line break. */
export function wholeTree(root: Route): string {
  const branchOf = (route: Route): Branch => ({
    text: [matchersText(route), ...(route.continues ? ['continue: true'] : []), receiverText(route)].join('  '),
    branches: route.children.map(branchOf),
  });
  return draw(branchOf(root));
}

/** The routes that an alert goes through; the receiver is told where it stays. */
export function matchingTree(root: Route, alert: Labels): string {
  const labels = LabelSet.of(alert);
  const branchOf = (route: Route): Branch => {
    const matching = matchingChildren(route, labels);
    if (matching.length === 0) return { text: `${matchersText(route)}  ${receiverText(route)}`, branches: [] };
    return { text: matchersText(route), branches: matching.map(branchOf) };
  };
  return draw(branchOf(root));
}

/** The receivers that an alert goes to, in the order of the tree. */
export function receiversOf(root: Route, alert: Labels): string[] {
  return new RouteMatcher(root).match(LabelSet.of(alert)).map(({ receiver }) => receiver);
}

function matchingChildren(route: Route, labels: LabelSet): Route[] {
  const matching = route.children.filter((child) => child.accepts(labels));
  const last = matching.findIndex(({ continues }) => !continues);
  return last < 0 ? matching : matching.slice(0, last + 1);
}

function matchersText({ matchers }: Route): string {
  return matchers.length === 0 ? 'default-route' : printMatchers(matchers);
}

function receiverText({ receiver }: Route): string {
  return `receiver: ${receiver}`;
}

function draw(trunk: Branch): string {
  return ['.', ...lines([trunk], '')].map((line) => `${line}\n`).join('');
}

/** The blanks beside a line that goes on are no ordinary ones: the library that amtool draws with takes care of that. */
function lines(branches: readonly Branch[], margin: string): string[] {
  return branches.flatMap(({ text, branches: below }, i) => {
    const isLast = i === branches.length - 1;
    return [
      `${margin}${isLast ? '└──' : '├──'} ${text}`,
      ...lines(below, margin + (isLast ? '    ' : '│\u00a0\u00a0 ')),
    ];
  });
}
