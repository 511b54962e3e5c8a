import { scanJson } from '../../../api/v2/scan-json.js';
import { type Timestamp, ZERO_TIME } from '../../../clock/timestamp.js';
import { LabelSet } from '../../../labels/label-set.js';
import type { NotificationAlert, NotificationData } from '../../../template/notification-data.js';
import { type Decode, labels, list, moment, text } from '../../client/decode-json.js';

/**
 * Reads a notification's data from JSON, as Go reads it into template.Data: names in any case of letters, what is
 * absent is empty, what is unknown is left out.
 *
 * @throws {Error} with Go's text where it is no JSON
 */
export function decodeTemplateData(json: string): NotificationData {
  const scanned = scanJson(json);
  if (scanned.kind === 'empty') throw new Error('unexpected end of JSON input');
  if (scanned.kind === 'broken') {
    throw new Error(scanned.reason === 'unexpected EOF' ? 'unexpected end of JSON input' : scanned.reason);
  }
  const rest = json.slice(scanned.end).trimStart();
  if (rest !== '') throw new Error(`invalid character '${rest.charAt(0)}' after top-level value`);
  const of = reader(JSON.parse(json), 'Go struct field Data');
  return {
    receiver: of('receiver', text) ?? '',
    status: asStatus(of('status', text) ?? ''),
    alerts: of('alerts', list(alert)) ?? [],
    notificationReason: of('notification_reason', text) ?? '',
    groupLabels: LabelSet.of(of('groupLabels', labels) ?? {}),
    commonLabels: LabelSet.of(of('commonLabels', labels) ?? {}),
    commonAnnotations: LabelSet.of(of('commonAnnotations', labels) ?? {}),
    routeLabels: LabelSet.of(of('routeLabels', labels) ?? {}),
    externalURL: of('externalURL', text) ?? '',
  };
}

/** Templates show any text; the engine's own type is narrower. */
export function asStatus(status: string): NotificationData['status'] {
  return status as NotificationData['status'];
}

const alert: Decode<NotificationAlert> = (value) => {
  const of = reader(value, 'Go struct field Alert');
  return {
    status: asStatus(of('status', text) ?? ''),
    labels: LabelSet.of(of('labels', labels) ?? {}),
    annotations: LabelSet.of(of('annotations', labels) ?? {}),
    startsAt: of('startsAt', timestamp),
    endsAt: of('endsAt', timestamp),
    generatorURL: of('generatorURL', text) ?? '',
    fingerprint: of('fingerprint', text) ?? '',
  };
};

const timestamp: Decode<Timestamp> = (value, where) => {
  const read = moment(value, where);
  if (read === null) return ZERO_TIME;
  const { unixSeconds, nanos, zone } = read;
  const millis = Math.floor(nanos / 1e6);
  return {
    ms: unixSeconds * 1000 + millis,
    nanos: nanos - millis * 1e6,
    offsetMinutes: Math.trunc(zone.at(unixSeconds).offset / 60),
  };
};

function reader(value: unknown, where: string) {
  const members = new Map<string, unknown>(
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value).map(([name, item]) => [name.toLowerCase(), item])
      : [],
  );
  if (members.size === 0 && value !== null && (typeof value !== 'object' || Array.isArray(value))) {
    const kind = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
    throw new Error(`json: cannot unmarshal ${kind} into Go value of type template.Data`);
  }
  return <T>(name: string, decode: Decode<T>): T => decode(members.get(name.toLowerCase()), `${where}.${name}`);
}
