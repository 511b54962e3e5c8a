/** How a field is written. 64-bit numbers are decimal texts, moments have seconds and nanoseconds. */
export type FieldKind =
  | 'string'
  | 'bool'
  | 'uint32'
  | 'int64'
  | 'uint64'
  | 'timestamp'
  | 'duration'
  /** Names in the order of their numbers. */
  | { readonly values: readonly string[] }
  | { readonly fields: readonly EventField[] };

export interface EventField {
  readonly number: number;
  /** As the message has it. */
  readonly name: string;
  /** As JSON has it. */
  readonly jsonName: string;
  readonly kind: FieldKind;
  readonly isList: boolean;
}

const matcher = message(
  one(1, 'type', {
    values: ['TYPE_UNSPECIFIED', 'TYPE_EQUAL', 'TYPE_REGEXP', 'TYPE_NOT_EQUAL', 'TYPE_NOT_REGEXP'],
  }),
  one(2, 'name', 'string'),
  one(3, 'pattern', 'string'),
  one(4, 'rendered', 'string'),
);
const labels = message(list(1, 'labels', message(one(1, 'key', 'string'), one(2, 'value', 'string'))));
const alert = message(
  one(1, 'fingerprint', 'uint64'),
  one(2, 'name', 'string'),
  one(3, 'labels', labels),
  one(4, 'annotations', labels),
  one(5, 'startsAt', 'timestamp'),
  one(6, 'endsAt', 'timestamp'),
  one(7, 'resolved', 'bool'),
);
const groupedAlert = message(one(1, 'hash', 'uint64'), one(2, 'details', alert));
const group = message(
  one(1, 'groupKey', 'string'),
  one(2, 'groupLabels', labels),
  one(3, 'groupId', 'string'),
  one(4, 'receiverName', 'string'),
  list(5, 'matchers', matcher),
  one(6, 'groupUuid', 'string'),
);
const groupedAlertEvent = message(one(1, 'alert', groupedAlert), one(2, 'groupInfo', group));
const notification = message(
  list(1, 'alerts', groupedAlert),
  list(2, 'firingAlerts', groupedAlert),
  list(3, 'resolvedAlerts', groupedAlert),
  list(4, 'mutedAlerts', groupedAlert),
  one(5, 'groupInfo', group),
  one(6, 'repeatInterval', 'duration'),
  one(7, 'reason', {
    values: [
      'NOTIFY_REASON_UNSPECIFIED',
      'NOTIFY_REASON_FIRST_NOTIFICATION',
      'NOTIFY_REASON_NEW_ALERTS_IN_GROUP',
      'NOTIFY_REASON_NEW_RESOLVED_ALERTS',
      'NOTIFY_REASON_ALL_ALERTS_RESOLVED',
      'NOTIFY_REASON_REPEAT_INTERVAL_ELAPSED',
    ],
  }),
  one(8, 'flushId', 'uint64'),
  one(9, 'integration', message(one(1, 'name', 'string'), one(2, 'index', 'int64'))),
);
const silence = message(
  one(1, 'id', 'string'),
  list(2, 'matchers', matcher),
  one(4, 'startsAt', 'timestamp'),
  one(5, 'endsAt', 'timestamp'),
  one(6, 'updatedAt', 'timestamp'),
  one(7, 'createdBy', 'string'),
  one(8, 'comment', 'string'),
  list(9, 'matcherSets', message(list(1, 'matchers', matcher))),
);
const silenceEvent = message(one(1, 'silence', silence));
const mutedAlert = message(one(1, 'labels', labels), one(2, 'fingerprint', 'uint64'));
const inhibitRule = message(
  list(1, 'sourceMatchers', matcher),
  list(2, 'targetMatchers', matcher),
  list(3, 'equalLabels', 'string'),
  one(4, 'name', 'string'),
);
const inhibition = message(
  list(1, 'inhibitRules', inhibitRule),
  one(2, 'mutedAlert', mutedAlert),
  list(3, 'inhibitingFingerprints', 'uint64'),
);

const data = message(
  one(1, 'alertmanagerStartupEvent', message(one(1, 'version', 'string'), one(2, 'buildContext', 'string'))),
  one(2, 'alertmanagerShutdownEvent', message()),
  one(3, 'alertCreated', message(one(1, 'alert', alert))),
  one(4, 'alertResolved', groupedAlertEvent),
  one(5, 'alertGrouped', groupedAlertEvent),
  one(6, 'notification', notification),
  one(7, 'silenceCreated', silenceEvent),
  one(8, 'silenceUpdated', silenceEvent),
  one(9, 'silenceMutedAlert', message(one(1, 'silence', silence), one(2, 'mutedAlert', mutedAlert))),
  one(10, 'inhibitionMutedAlert', inhibition),
);

/** The fields of an `EventMessage`, in the order of their numbers. */
export const EVENT_FIELDS: readonly EventField[] = message(
  { ...one(1, 'timestamp', 'timestamp'), jsonName: '@timestamp' },
  one(2, 'instance', 'string'),
  one(3, 'data', data),
  one(4, 'clusterPosition', 'uint32'),
).fields;

function message(...fields: readonly EventField[]): { readonly fields: readonly EventField[] } {
  return { fields };
}

function one(number: number, name: string, kind: FieldKind): EventField {
  return { number, name, jsonName: name, kind, isList: false };
}

function list(number: number, name: string, kind: FieldKind): EventField {
  return { ...one(number, name, kind), isList: true };
}
