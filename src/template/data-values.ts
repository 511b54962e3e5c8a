import { isZeroTime, type Timestamp } from '../clock/timestamp.js';
import type { LabelSet } from '../labels/label-set.js';
import { goString } from './engine/go-string.js';
import {
  BOOL,
  type GoMethod,
  mapOf,
  namedType,
  pointerTo,
  STRING,
  STRING_SLICE,
  sliceOf,
  structType,
} from './engine/go-type.js';
import { GoMap, GoPointer, GoSlice, GoStruct, type GoValue, stringOf } from './engine/go-value.js';
import { boundedText } from './functions/bounded-text.js';
import { GoTime, TIME, zeroTime } from './go-time/time-value.js';
import './go-time/time-methods.js';
import { fixedZone, UTC_ZONE, type Zone } from './go-time/zone.js';
import type { TemplateAlert, TemplateData } from './notification-data.js';

/** How data is turned into the values that templates see. */
export interface DataOptions {
  /** The zone that `.Local` means; a time with its offset is shown as being in it, as Go does. */
  readonly localZone: Zone;
  /** Whether the route labels have been rendered, so that `routeLabels` gives them as they are. */
  readonly routeLabelsRendered: boolean;
}

const kvMethods = new Map<string, GoMethod>();
const pairsMethods = new Map<string, GoMethod>();
const stringsMethods = new Map<string, GoMethod>();
const alertsMethods = new Map<string, GoMethod>();

const PAIR = structType('template.Pair', [
  { name: 'Name', type: STRING },
  { name: 'Value', type: STRING },
]);
const PAIRS = namedType('template.Pairs', sliceOf(PAIR), pairsMethods);
const STRINGS = namedType('template.Strings', STRING_SLICE, stringsMethods);
const KV = namedType('template.KV', mapOf(STRING), kvMethods);
const ALERT = structType('template.Alert', [
  { name: 'Status', type: STRING, jsonName: 'status' },
  { name: 'Labels', type: KV, jsonName: 'labels' },
  { name: 'Annotations', type: KV, jsonName: 'annotations' },
  { name: 'StartsAt', type: TIME, jsonName: 'startsAt' },
  { name: 'EndsAt', type: TIME, jsonName: 'endsAt' },
  { name: 'GeneratorURL', type: STRING, jsonName: 'generatorURL' },
  { name: 'Fingerprint', type: STRING, jsonName: 'fingerprint' },
]);
const ALERT_LIST = sliceOf(ALERT);
const ALERTS = namedType('template.Alerts', ALERT_LIST, alertsMethods);
const DATA = structType('template.Data', [
  { name: 'Receiver', type: STRING, jsonName: 'receiver' },
  { name: 'Status', type: STRING, jsonName: 'status' },
  { name: 'Alerts', type: ALERTS, jsonName: 'alerts' },
  { name: 'NotificationReason', type: STRING, jsonName: 'notification_reason' },
  { name: 'GroupLabels', type: KV, jsonName: 'groupLabels' },
  { name: 'CommonLabels', type: KV, jsonName: 'commonLabels' },
  { name: 'CommonAnnotations', type: KV, jsonName: 'commonAnnotations' },
  { name: 'RouteLabels', type: KV, jsonName: 'routeLabels' },
  { name: 'ExternalURL', type: STRING, jsonName: 'externalURL' },
  { name: 'routeLabelsRendered', type: BOOL },
]);
const DATA_POINTER = pointerTo(DATA);

/** The data as Alertmanager hands it to templates: a `*template.Data`. */
export function dataValue(data: TemplateData, options: DataOptions): GoPointer {
  const fields: readonly GoValue[] = [
    goString(data.receiver),
    data.status,
    new GoSlice(
      ALERTS,
      data.alerts.map((alert) => alertValue(alert, options.localZone)),
    ),
    goString(data.notificationReason),
    kvValue(data.groupLabels),
    kvValue(data.commonLabels),
    kvValue(data.commonAnnotations),
    kvValue(data.routeLabels),
    goString(data.externalURL),
    options.routeLabelsRendered,
  ];
  return new GoPointer(DATA_POINTER, new GoStruct(DATA, fields));
}

function alertValue(alert: TemplateAlert, localZone: Zone): GoStruct {
  return new GoStruct(ALERT, [
    alert.status,
    kvValue(alert.labels),
    kvValue(alert.annotations),
    timeValue(alert.startsAt, localZone),
    timeValue(alert.endsAt, localZone),
    goString(alert.generatorURL),
    alert.fingerprint,
  ]);
}

function timeValue(time: Timestamp, localZone: Zone): GoTime {
  if (isZeroTime(time)) return zeroTime(localZone);
  const seconds = Math.floor(time.ms / 1000);
  const nanos = (time.ms - seconds * 1000) * 1_000_000 + time.nanos;
  return new GoTime(seconds, nanos, zoneOfOffset(time.offsetMinutes * 60, seconds, localZone), localZone);
}

/** Go recognises its local zone by the offset, and makes a zone without a name of any other. */
function zoneOfOffset(offset: number, unixSeconds: number, localZone: Zone): Zone {
  if (offset === 0) return UTC_ZONE;
  return localZone.at(unixSeconds).offset === offset ? localZone : fixedZone('', offset);
}

const kvValues = new WeakMap<LabelSet, GoMap>();

/** Label sets are immutable and shared by many messages: each is turned into a map once. */
function kvValue(labels: LabelSet): GoMap {
  let value = kvValues.get(labels);
  if (value === undefined) {
    value = new GoMap(KV, labels.names.map(goString), labels.values.map(goString));
    kvValues.set(labels, value);
  }
  return value;
}

kvMethods.set('SortedPairs', { params: [], call: (kv) => sortedPairs(kv) });
kvMethods.set('Names', { params: [], call: (kv) => pairTexts(sortedPairs(kv), 0) });
kvMethods.set('Values', { params: [], call: (kv) => pairTexts(sortedPairs(kv), 1) });
kvMethods.set('String', { params: [], call: (kv) => pairsText(sortedPairs(kv)) });
kvMethods.set('Remove', { params: [STRING_SLICE], call: (kv, [names]) => without(kv, names) });
pairsMethods.set('Names', { params: [], call: (pairs) => pairTexts(pairs, 0) });
pairsMethods.set('Values', { params: [], call: (pairs) => pairTexts(pairs, 1) });
pairsMethods.set('String', { params: [], call: pairsText });
stringsMethods.set('Join', {
  params: [STRING],
  call: (strings, [separator]) => boundedText(textsOf(strings), stringOf(separator) ?? ''),
});
alertsMethods.set('Firing', { params: [], call: (alerts) => withStatus(alerts, 'firing') });
alertsMethods.set('Resolved', { params: [], call: (alerts) => withStatus(alerts, 'resolved') });

/** alertname first, the rest by name. */
function sortedPairs(kv: GoValue): GoSlice {
  if (!(kv instanceof GoMap)) return new GoSlice(PAIRS, []);
  const pairs = kv.keys.map((name, at) => new GoStruct(PAIR, [name, kv.values[at]]));
  const first = kv.keys.indexOf('alertname');
  if (first > 0) pairs.unshift(...pairs.splice(first, 1));
  return new GoSlice(PAIRS, pairs);
}

function pairTexts(pairs: GoValue, field: 0 | 1): GoSlice {
  const items = pairs instanceof GoSlice ? pairs.items : [];
  return new GoSlice(
    STRINGS,
    items.map((pair) => (pair instanceof GoStruct ? pair.fields[field] : '')),
  );
}

function pairsText(pairs: GoValue): string {
  const names = textsOf(pairTexts(pairs, 0));
  const values = textsOf(pairTexts(pairs, 1));
  return names.map((name, at) => `${name}=${values[at] ?? ''}`).join(', ');
}

function without(kv: GoValue, names: GoValue): GoMap {
  if (!(kv instanceof GoMap)) return new GoMap(KV, [], []);
  const removed = new Set(textsOf(names));
  const kept = kv.keys.map((name, at) => [name, kv.values[at]] as const).filter(([name]) => !removed.has(name));
  return new GoMap(
    KV,
    kept.map(([name]) => name),
    kept.map(([, value]) => value),
  );
}

function withStatus(alerts: GoValue, status: 'firing' | 'resolved'): GoSlice {
  const items = alerts instanceof GoSlice ? alerts.items : [];
  return new GoSlice(
    ALERT_LIST,
    items.filter((alert) => alert instanceof GoStruct && alert.fields[0] === status),
  );
}

function textsOf(list: GoValue): readonly string[] {
  return list instanceof GoSlice ? list.items.map((item) => stringOf(item) ?? '') : [];
}
