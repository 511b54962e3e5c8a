import { compareBytes } from '../../labels/label-set.js';
import { formatTime, type Moment } from '../../template/go-time/format-time.js';
import type { Alert, ClusterStatus, Labels, Silence, SilenceContent, Status } from './models.js';

/** The layout of dates in the API's JSON (strfmt.RFC3339Millis). */
const RFC3339_MILLIS = '2006-01-02T15:04:05.000Z07:00';

/*
 * Plain objects whose members stand in the order in which Alertmanager's models are written as JSON; a member that is
 * undefined is left out.
 */

export function alertShape(alert: Alert): object {
  const { status } = alert;
  return {
    annotations: sorted(alert.annotations),
    endsAt: dateText(alert.endsAt),
    fingerprint: alert.fingerprint,
    receivers: alert.receivers,
    startsAt: dateText(alert.startsAt),
    status,
    updatedAt: dateText(alert.updatedAt),
    generatorURL: alert.generatorURL || undefined,
    labels: sorted(alert.labels),
  };
}

export function silenceShape(silence: Silence): object {
  const { id, status, updatedAt } = silence;
  return { id, status, updatedAt: dateText(updatedAt), ...silenceContentShape(silence) };
}

export function silenceContentShape(silence: SilenceContent): object {
  const { annotations } = silence;
  return {
    annotations: Object.keys(annotations ?? {}).length === 0 ? undefined : sorted(annotations),
    comment: silence.comment,
    createdBy: silence.createdBy,
    endsAt: dateText(silence.endsAt),
    matchers: silence.matchers?.map(({ isEqual, ...rest }) => ({ isEqual: isEqual ?? undefined, ...rest })) ?? null,
    startsAt: dateText(silence.startsAt),
  };
}

export function statusShape({ cluster, config, uptime, versionInfo }: Status): object {
  return { cluster: clusterShape(cluster), config, uptime: dateText(uptime), versionInfo };
}

export function clusterShape(cluster: ClusterStatus | null): object | null {
  if (cluster === null) return null;
  return { name: cluster.name || undefined, peers: cluster.peers, status: cluster.status };
}

export function dateText(moment: Moment | null): string | null {
  return moment === null ? null : formatTime(moment, RFC3339_MILLIS);
}

/** Go writes maps in the order of their keys. An object without a prototype has `__proto__` as a member like others. */
function sorted(labels: Labels): object | null {
  if (labels === null) return null;
  const shape: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(labels).sort(([a], [b]) => compareBytes(a, b))) shape[name] = value;
  return shape;
}
