import type { Timestamp } from '../clock/timestamp.js';
import { LabelSet } from '../labels/label-set.js';
import type { Alert } from './alert.js';

/** An alert as plain JSON, exactly: labels as name, value, name, value, so that no name has a meaning of its own. */
export interface StoredAlert {
  readonly labels: readonly string[];
  readonly annotations: readonly string[];
  readonly startsAt: StoredTimestamp;
  readonly endsAt: StoredTimestamp;
  readonly updatedAt: StoredTimestamp;
  readonly timeout: boolean;
  readonly generatorURL: string;
}

/** Milliseconds, nanoseconds below them, offset in minutes. */
export type StoredTimestamp = readonly [ms: number, nanos: number, offsetMinutes: number];

export function encodeAlert(alert: Alert): StoredAlert {
  return {
    labels: encodeLabels(alert.labels),
    annotations: encodeLabels(alert.annotations),
    startsAt: encodeTimestamp(alert.startsAt),
    endsAt: encodeTimestamp(alert.endsAt),
    updatedAt: encodeTimestamp(alert.updatedAt),
    timeout: alert.timeout,
    generatorURL: alert.generatorURL,
  };
}

/** @param stored what `encodeAlert` made; the record's checksum vouches for it */
export function decodeAlert(stored: StoredAlert): Alert {
  return {
    labels: decodeLabels(stored.labels),
    annotations: decodeLabels(stored.annotations),
    startsAt: decodeTimestamp(stored.startsAt),
    endsAt: decodeTimestamp(stored.endsAt),
    updatedAt: decodeTimestamp(stored.updatedAt),
    timeout: stored.timeout,
    generatorURL: stored.generatorURL,
  };
}

export function encodeLabels({ names, values }: LabelSet): readonly string[] {
  const encoded: string[] = [];
  for (let i = 0; i < names.length; i++) encoded.push(names[i] ?? '', values[i] ?? '');
  return encoded;
}

export function decodeLabels(stored: readonly string[]): LabelSet {
  const names: string[] = [];
  const values: string[] = [];
  for (let i = 0; i < stored.length; i += 2) {
    const name = stored[i];
    const value = stored[i + 1];
    if (typeof name !== 'string' || typeof value !== 'string') throw new Error(`label ${i / 2} is not a pair of texts`);
    names.push(name);
    values.push(value);
  }
  return LabelSet.ofColumns(names, values);
}

function encodeTimestamp({ ms, nanos, offsetMinutes }: Timestamp): StoredTimestamp {
  return [ms, nanos, offsetMinutes];
}

function decodeTimestamp([ms, nanos, offsetMinutes]: StoredTimestamp): Timestamp {
  return { ms, nanos, offsetMinutes };
}
