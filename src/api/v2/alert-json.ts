import type { Alert } from '../../alerts/alert.js';
import { formatTimestamp, type Timestamp } from '../../clock/timestamp.js';
import { escapedJson, labelsJson } from './json-text.js';

/** How an alert stands at the moment of a request. */
export interface AlertStatus {
  readonly silencedBy: readonly string[];
  readonly inhibitedBy: readonly string[];
  readonly mutedBy: readonly string[];
}

export function isSuppressed({ silencedBy, inhibitedBy, mutedBy }: AlertStatus): boolean {
  return silencedBy.length > 0 || inhibitedBy.length > 0 || mutedBy.length > 0;
}

/**
 * An alert as the API shows it (gettableAlert), in fragments. What does not depend on the request is written once for
 * each change of the alert.
 */
export function alertFragments(alert: Alert, receivers: readonly string[], status: AlertStatus): readonly string[] {
  let parts = written.get(alert);
  if (parts === undefined) {
    parts = write(alert);
    written.set(alert, parts);
  }
  return [parts.head, receiversJson(receivers), parts.middle, statusJson(status), parts.tail];
}

/** What stands before the receivers, between them and the status, and after it. */
interface AlertParts {
  readonly head: string;
  readonly middle: string;
  readonly tail: string;
}

const written = new WeakMap<Alert, AlertParts>();

function write({ labels, annotations, startsAt, endsAt, updatedAt, generatorURL }: Alert): AlertParts {
  const url = generatorURL === '' ? '' : `"generatorURL":${escapedJson(generatorURL)},`;
  return {
    head:
      `{"annotations":${labelsJson(annotations, escapedJson)},"endsAt":${timeJson(endsAt)},` +
      `"fingerprint":"${labels.fingerprint}","receivers":`,
    middle: `,"startsAt":${timeJson(startsAt)},"status":`,
    tail: `,"updatedAt":${timeJson(updatedAt)},${url}"labels":${labelsJson(labels, escapedJson)}}`,
  };
}

function timeJson(time: Timestamp): string {
  return `"${formatTimestamp(time, { digits: 3 })}"`;
}

/** There are few different lists; the memo is emptied when it is full. */
const RECEIVERS_MAX = 1000;
const receiversMemo = new Map<string, string>();

function receiversJson(receivers: readonly string[]): string {
  const key = receivers.join('\xff');
  const known = receiversMemo.get(key);
  if (known !== undefined) return known;
  const json = `[${receivers.map((name) => `{"name":${escapedJson(name)}}`).join(',')}]`;
  if (receiversMemo.size >= RECEIVERS_MAX) receiversMemo.clear();
  receiversMemo.set(key, json);
  return json;
}

const ACTIVE = '{"inhibitedBy":[],"mutedBy":[],"silencedBy":[],"state":"active"}';

function statusJson(status: AlertStatus): string {
  if (!isSuppressed(status)) return ACTIVE;
  const { inhibitedBy, mutedBy, silencedBy } = status;
  return (
    `{"inhibitedBy":${listJson(inhibitedBy)},"mutedBy":${listJson(mutedBy)},` +
    `"silencedBy":${listJson(silencedBy)},"state":"suppressed"}`
  );
}

function listJson(texts: readonly string[]): string {
  return texts.length === 0 ? '[]' : `[${texts.map(escapedJson).join(',')}]`;
}
