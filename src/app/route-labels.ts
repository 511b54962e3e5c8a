import type { Alert } from '../alerts/alert.js';
import { LabelSet } from '../labels/label-set.js';
import type { Logger } from '../log/logger.js';
import type { Route } from '../routing/route.js';
import { buildNotificationData } from '../template/notification-data.js';
import type { LoadedTemplates } from '../template/templates.js';

/** A group, as far as its route's labels are concerned. */
export interface LabelledGroup {
  readonly route: Route;
  readonly groupLabels: LabelSet;
  readonly alerts: readonly Alert[];
  readonly nowMs: number;
}

/** Renders the labels of a group's route. One that fails is left out, and logged. */
export function routeLabelsOf(
  { route, groupLabels, alerts, nowMs }: LabelledGroup,
  { templates, externalURL, logger }: { templates: LoadedTemplates; externalURL: string; logger: Logger },
): LabelSet {
  if (Object.keys(route.labels).length === 0) return LabelSet.EMPTY;
  const { labels, errors } = templates.routeLabels(
    buildNotificationData({
      receiver: route.receiver,
      externalURL,
      notificationReason: 'unknown',
      groupLabels,
      routeLabels: LabelSet.of(route.labels),
      alerts,
      nowMs,
    }),
  );
  for (const { name, error } of errors) {
    logger.error('Route label left out: its template failed', { route: route.id, label: name, err: error.message });
  }
  return labels;
}
