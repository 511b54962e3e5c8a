import type { EventMessage, Moment } from './event-message.js';
import { EVENT_FIELDS, type EventField, type FieldKind } from './event-schema.js';

/**
 * An event as one line of JSON, by the rules of protobuf's JSON: zeros and empty texts and lists are left out, 64-bit
 * numbers and moments are texts.
 */
export function eventJson(event: EventMessage): string {
  return JSON.stringify(messageOf(event, EVENT_FIELDS));
}

function messageOf(message: object, fields: readonly EventField[]): Record<string, unknown> {
  const values = message as Readonly<Record<string, unknown>>;
  const plain: Record<string, unknown> = {};
  for (const { name, jsonName, kind, isList } of fields) {
    const value = values[name];
    if (value === undefined) continue;
    if (isList) {
      const items = value as readonly unknown[];
      if (items.length > 0) plain[jsonName] = items.map((item) => jsonOf(item, kind));
    } else if (!isZero(value, kind)) {
      plain[jsonName] = jsonOf(value, kind);
    }
  }
  return plain;
}

function jsonOf(value: unknown, kind: FieldKind): unknown {
  if (kind === 'timestamp') return timestampText(value as Moment);
  if (kind === 'duration') return durationText(value as Moment);
  return typeof kind === 'object' && 'fields' in kind ? messageOf(value as object, kind.fields) : value;
}

/** Messages have no zero value: one that is there is written, also when it is empty. */
export function isZero(value: unknown, kind: FieldKind): boolean {
  if (kind === 'timestamp' || kind === 'duration') return false;
  if (typeof kind === 'object') return 'values' in kind && value === kind.values[0];
  return value === '' || value === '0' || value === 0 || value === false;
}

/** RFC 3339 in UTC. */
function timestampText({ seconds, nanos }: Moment): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, -5)}${fraction(nanos)}Z`;
}

function durationText({ seconds, nanos }: Moment): string {
  return `${seconds}${fraction(nanos)}s`;
}

/** Without digits, or with three, six or nine. */
function fraction(nanos: number): string {
  if (nanos === 0) return '';
  return `.${String(nanos)
    .padStart(9, '0')
    .replace(/(?:000){1,2}$/, '')}`;
}
