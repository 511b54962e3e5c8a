import type { AttemptRecord, DeliveryRecord } from '../../../deliveries/delivery-record.js';
import type { DeadLetter } from '../../../notify/dead-letter.js';
import type { Exchange } from '../../../notify/exchange.js';
import { momentJson } from './moment-json.js';

/** A delivery as lists show it: without what went over the wire. */
export function deliveryJson(record: DeliveryRecord): object {
  return { ...summary(record), attempts: record.attempts.map(attemptJson) };
}

/** A delivery with all that is known of it. */
export function deliveryDetailJson(record: DeliveryRecord): object {
  return {
    ...summary(record),
    alerts: record.alerts,
    attempts: record.attempts.map((attempt) => ({
      ...attemptJson(attempt),
      exchanges: (attempt.exchanges ?? []).map(exchangeJson),
      exchangesKept: attempt.exchanges !== undefined,
    })),
  };
}

export function deadLetterJson({ id, delivery, reason, error, sinceMs, failedAtMs, failures }: DeadLetter): object {
  const { integration, groupId, groupKey, groupLabels, alerts } = delivery;
  const resolved = alerts.filter((alert) => alert.resolved).length;
  return {
    id,
    deliveryId: delivery.id,
    receiver: integration.receiver,
    integration: `${integration.type}[${integration.index}]`,
    groupId,
    groupKey,
    groupLabels: Object.fromEntries(groupLabels),
    counts: { firing: alerts.length - resolved, resolved },
    reason,
    error,
    failures,
    since: momentJson(sinceMs),
    failedAt: momentJson(failedAtMs),
    flushedAt: momentJson(delivery.flushedAtMs),
  };
}

function summary(record: DeliveryRecord): object {
  const { queuedAtMs, endedAtMs } = record;
  return {
    id: record.id,
    flushId: record.flushId,
    receiver: record.receiver,
    integration: record.integration,
    groupId: record.groupId,
    groupKey: record.groupKey,
    groupLabels: record.groupLabels,
    reason: record.reason,
    state: record.state,
    counts: { firing: record.firing, resolved: record.resolved },
    queuedAt: momentJson(queuedAtMs),
    endedAt: endedAtMs === undefined ? null : momentJson(endedAtMs),
    attemptCount: record.attemptCount,
  };
}

function attemptJson({ atMs, seconds, status, outcome, reason, error, together }: AttemptRecord): object {
  return { at: momentJson(atMs), seconds, status: status ?? null, outcome, reason, error, together };
}

function exchangeJson({ method, url, headers, body, isBodyCut, atMs, seconds, response, error }: Exchange): object {
  return {
    request: { method, url, headers, body, bodyCut: isBodyCut },
    at: momentJson(atMs),
    seconds,
    response:
      response === undefined
        ? null
        : { status: response.status, headers: response.headers, body: response.body, bodyCut: response.isBodyCut },
    error,
  };
}
