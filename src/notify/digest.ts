import { formatDuration } from '../duration/duration.js';
import { LabelSet } from '../labels/label-set.js';
import { printLabels } from '../labels/print.js';
import { inCommon, type NotificationAlert, type NotificationData } from '../template/notification-data.js';
import type { MessageLimit } from './delivery-queue.js';

/** How many alerts a digest shows; how many there are, it says in any case. */
const ALERTS_MAX = 500;

/** How many groups its description lists. */
const GROUPS_MAX = 50;

/**
 * One message in the place of several, as there would be more than the receiver takes. Every template can render it: its
 * group labels say what it is, its alerts are those of all the messages, those that fire first, and its common annotations
 * list the groups.
 *
 * @param messages what would have been sent; at least one
 */
export function digestOf(messages: readonly NotificationData[], limit: MessageLimit | undefined): NotificationData {
  const [first] = messages;
  if (first === undefined) throw new Error('a digest of nothing');
  const all = messages.flatMap(({ alerts }) => alerts);
  const firing = all.filter(({ status }) => status === 'firing');
  const resolved = all.filter(({ status }) => status === 'resolved');
  const alerts = [...firing, ...resolved].slice(0, ALERTS_MAX);
  const common = inCommon(all);
  const counts = countsOf(firing.length, resolved.length);
  const summary = `${messages.length} notifications in one${whyOf(limit)}: ${counts}`;
  const hidden = all.length - alerts.length;
  const lines = messages.slice(0, GROUPS_MAX).map(lineOf);
  if (messages.length > GROUPS_MAX) lines.push(`and ${messages.length - GROUPS_MAX} more groups`);
  if (hidden > 0) lines.push(`${hidden} of the alerts are not shown in this message`);
  return {
    ...first,
    ...common,
    alerts,
    notificationReason: messages.every(({ notificationReason }) => notificationReason === first.notificationReason)
      ? first.notificationReason
      : 'unknown',
    groupLabels: LabelSet.of({ digest: summary }),
    routeLabels: first.routeLabels.filter((name, value) =>
      messages.every(({ routeLabels }) => routeLabels.get(name) === value),
    ),
    commonAnnotations: LabelSet.from([
      ...[...common.commonAnnotations].filter(([name]) => name !== 'summary' && name !== 'description'),
      ['summary', summary],
      ['description', lines.join('\n')],
    ]),
  };
}

function whyOf(limit: MessageLimit | undefined): string {
  if (limit === undefined) return '';
  return `, as more than ${limit.messages} in ${formatDuration(limit.perMs)} are not wanted`;
}

function lineOf({ groupLabels, alerts }: NotificationData): string {
  const fires = ({ status }: NotificationAlert) => status === 'firing';
  const firing = alerts.filter(fires).length;
  return `${printLabels(groupLabels)}: ${countsOf(firing, alerts.length - firing)}`;
}

function countsOf(firing: number, resolved: number): string {
  const parts = [...(firing > 0 ? [`${firing} firing`] : []), ...(resolved > 0 ? [`${resolved} resolved`] : [])];
  return parts.join(', ');
}
