import { isZeroTime, type Timestamp } from '../../clock/timestamp.js';
import { LabelSet } from '../../labels/label-set.js';
import { invalidType, required, unparsableBody } from './api-error.js';
import { dateTimeError, parseDateTime } from './date-time.js';
import { cannotUnmarshal, field, isObject, parseJsonBody } from './json-body.js';
import { isRequestUri } from './request-uri.js';

/** An alert as it was posted; times that were left out, null, empty or Go's zero time are undefined. */
export interface PostedAlert {
  /** Without labels of empty value: they mean the same as none. */
  readonly labels: LabelSet;
  readonly annotations: LabelSet;
  readonly startsAt: Timestamp | undefined;
  readonly endsAt: Timestamp | undefined;
  readonly generatorURL: string;
}

/**
 * Decodes the body of `POST /alerts`, by hand: this is the hot path, and the texts are go-openapi's.
 *
 * @throws {ApiError} 400 for what is no alert at all, then 422 for the first value that is wrong
 */
export function decodePostableAlerts(body: unknown): PostedAlert[] {
  const items = parseJsonBody('alerts', body);
  if (items === null) return [];
  if (!Array.isArray(items)) throw unparsable(cannotUnmarshal(items, 'Go value of type models.PostableAlerts'));

  return decodePostableItems(items);
}

/** The same for what JSON has made of it. */
export function decodePostableItems(items: readonly unknown[]): PostedAlert[] {
  const decoded = items.map(decodeAlert);
  for (const [i, { generatorURL, hasLabels }] of decoded.entries()) {
    if (generatorURL !== '' && !isRequestUri(generatorURL)) {
      throw invalidType(`${i}.generatorURL`, 'body', 'uri', generatorURL);
    }
    if (!hasLabels) throw required(`${i}.labels`);
  }
  return decoded;
}

/** The type that go-swagger makes of the first half of an alert. */
const FIRST_HALF =
  'struct { Annotations models.LabelSet "json:\\"annotations,omitempty\\""; ' +
  'EndsAt strfmt.DateTime "json:\\"endsAt,omitempty\\""; StartsAt strfmt.DateTime "json:\\"startsAt,omitempty\\"" }';

function decodeAlert(item: unknown, index: number): PostedAlert & { hasLabels: boolean } {
  // Alertmanager's handler crashes on null.
  if (item === null) throw unparsable(`alert ${index} is null`);
  if (!isObject(item)) throw unparsable(cannotUnmarshal(item, `Go value of type ${FIRST_HALF}`));
  const annotations = decodeLabels(field(item, 'annotations'), '.annotations', true);
  const endsAt = decodeTime(field(item, 'endsAt'));
  const startsAt = decodeTime(field(item, 'startsAt'));
  const generatorURL = decodeText(field(item, 'generatorURL'));
  const posted = field(item, 'labels');
  const labels = decodeLabels(posted, 'Alert.labels', false);
  return { labels, annotations, startsAt, endsAt, generatorURL, hasLabels: posted !== undefined };
}

function decodeLabels(value: unknown, name: string, keepEmpty: boolean): LabelSet {
  if (value === undefined) return LabelSet.EMPTY;
  if (!isObject(value)) throw unparsable(cannotUnmarshal(value, `Go struct field ${name} of type models.LabelSet`));
  const names: string[] = [];
  const values: string[] = [];
  for (const key of Object.keys(value)) {
    const text = value[key] ?? '';
    if (typeof text !== 'string') throw unparsable(cannotUnmarshal(text, `Go struct field ${name} of type string`));
    if (text === '' && !keepEmpty) continue;
    names.push(key);
    values.push(text);
  }
  return LabelSet.ofColumns(names, values);
}

function decodeTime(value: unknown): Timestamp | undefined {
  const text = decodeText(value);
  if (text === '') return undefined;
  const time = parseDateTime(text);
  if (time === undefined) throw unparsable(dateTimeError(text));
  return isZeroTime(time) ? undefined : time;
}

function decodeText(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value !== 'string') throw unparsable(cannotUnmarshal(value, 'Go value of type string'));
  return value;
}

function unparsable(reason: string): Error {
  return unparsableBody('alerts', reason);
}
