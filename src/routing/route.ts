import { LabelSet } from '../labels/label-set.js';
import { type Matcher, matchesAll } from '../labels/matcher.js';

/** A route with everything that it inherits. Immutable once the tree is built. */
export interface RouteSettings {
  readonly receiver: string;
  /** `'...'` groups by all labels. */
  readonly groupBy: '...' | ReadonlySet<string>;
  readonly groupWaitMs: number;
  readonly groupIntervalMs: number;
  readonly repeatIntervalMs: number;
  /** Name to template; the route's own win over inherited ones. */
  readonly labels: Readonly<Record<string, string>>;
}

export interface RoutePlace {
  readonly parent: Route | undefined;
  /** Among its siblings. */
  readonly position: number;
}

/** A node of the routing tree. */
export class Route {
  /** Matcher lists from the root down, joined by `/`: the first part of group keys. */
  readonly key: string;
  /** Like the key, but unique in the tree: each part below the root is followed by its position. */
  readonly id: string;
  readonly children: readonly Route[];
  /** The route's place in post-order: children come before their parent. */
  readonly index: number;

  constructor(
    readonly settings: RouteSettings,
    readonly matchers: readonly Matcher[],
    readonly muteTimeIntervals: readonly string[],
    readonly activeTimeIntervals: readonly string[],
    readonly continues: boolean,
    { parent, position }: RoutePlace,
    printed: string,
    nextIndex: () => number,
    childrenOf: (route: Route) => readonly Route[],
  ) {
    this.key = parent === undefined ? printed : `${parent.key}/${printed}`;
    this.id = parent === undefined ? printed : `${parent.id}/${printed}/${position}`;
    this.children = childrenOf(this);
    this.index = nextIndex();
  }

  get receiver(): string {
    return this.settings.receiver;
  }

  get groupWaitMs(): number {
    return this.settings.groupWaitMs;
  }

  get groupIntervalMs(): number {
    return this.settings.groupIntervalMs;
  }

  get repeatIntervalMs(): number {
    return this.settings.repeatIntervalMs;
  }

  get labels(): Readonly<Record<string, string>> {
    return this.settings.labels;
  }

  /** The labels by which an alert is grouped here; those that it lacks are left out. */
  groupLabels(labels: LabelSet): LabelSet {
    const { groupBy } = this.settings;
    if (groupBy === '...') return labels;
    if (groupBy.size === 0) return LabelSet.EMPTY;
    return labels.filter((name) => groupBy.has(name));
  }

  /** Whether the route's own matchers hold. */
  accepts(labels: LabelSet): boolean {
    return matchesAll(this.matchers, labels);
  }

  /** The route and all below it, parents first. */
  *walk(): IterableIterator<Route> {
    yield this;
    for (const child of this.children) yield* child.walk();
  }
}
