import { parseConfig } from '../../src/config/load-config.js';
import { formatDuration } from '../../src/duration/duration.js';
import { LabelSet } from '../../src/labels/label-set.js';
import { buildRouteTree } from '../../src/routing/build-route-tree.js';
import { groupKey } from '../../src/routing/group-key.js';
import { RouteMatcher } from '../../src/routing/route-matcher.js';
import { readVectors } from './vectors.js';

interface RoutingVector {
  readonly name: string;
  readonly config: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly receivers: readonly string[];
  readonly routes: readonly unknown[];
}

describe('routing', () => {
  it.each(readVectors<RoutingVector>('routing').vectors)('$name: $labels', (vector) => {
    const { config } = parseConfig(vector.config, { mode: 'fallback' }, { file: 'alertmanager.yml', folder: '.' });
    const labels = LabelSet.of(vector.labels);
    const routes = new RouteMatcher(buildRouteTree(config.route)).match(labels).map((route) => {
      const groupLabels = route.groupLabels(labels);
      return {
        receiver: route.receiver,
        key: route.key,
        id: route.id,
        idx: route.index,
        groupWait: formatDuration(route.groupWaitMs),
        groupInterval: formatDuration(route.groupIntervalMs),
        repeatInterval: formatDuration(route.repeatIntervalMs),
        muteTimeIntervals: route.muteTimeIntervals,
        activeTimeIntervals: route.activeTimeIntervals,
        labels: route.labels,
        groupLabels: { ...groupLabels.toJSON() },
        groupKey: groupKey(route, groupLabels),
        groupFingerprint: groupLabels.fingerprint,
      };
    });
    expect(routes.map(({ receiver }) => receiver)).toEqual(vector.receivers);
    expect(routes).toEqual(vector.routes);
  });
});
