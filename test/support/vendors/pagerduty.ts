import {
  type HttpStandIn,
  jsonOf,
  type ReceivedRequest,
  type StandInAnswer,
  startHttpStandIn,
} from './http-stand-in.js';

const SUMMARY_MAX = 1024;
const BODY_BYTES_MAX = 512 * 1024;
const SEVERITIES = ['critical', 'error', 'warning', 'info'];

/** PagerDuty's Events API: v2 at `/v2/enqueue`, v1 at `/generic/2010-04-15/create_event.json`. */
export function startPagerduty(): Promise<HttpStandIn> {
  return startHttpStandIn((request) => {
    if (request.method !== 'POST') return answer(405, { status: 'method not allowed' });
    if (Buffer.byteLength(request.body) > BODY_BYTES_MAX) return answer(413, { status: 'payload too large' });
    if (request.path === '/v2/enqueue') return enqueue(request);
    if (request.path === '/generic/2010-04-15/create_event.json') return createEvent(request);
    return answer(404, { status: 'not found' });
  });
}

/** As https://developer.pagerduty.com/docs/events-api-v2/trigger-events says. */
function enqueue(request: ReceivedRequest): StandInAnswer {
  const event = objectOf(jsonOf(request));
  const payload = objectOf(event['payload']);
  const isTrigger = event['event_action'] === 'trigger';
  const errors = [
    ...missing(event, ['routing_key', 'event_action'], ''),
    ...(['trigger', 'resolve', 'acknowledge'].includes(String(event['event_action']))
      ? []
      : ["'event_action' is invalid"]),
    ...(isTrigger
      ? missing(payload, ['summary', 'source', 'severity'], 'payload.')
      : missing(event, ['dedup_key'], '')),
    ...(String(payload['summary'] ?? '').length > SUMMARY_MAX ? ["Length of 'payload.summary' is too long"] : []),
    ...(isTrigger && !SEVERITIES.includes(String(payload['severity']))
      ? ["'payload.severity' is invalid (must be one of the following: 'critical', 'warning', 'error' or 'info')"]
      : []),
  ];
  if (errors.length > 0) {
    return answer(400, { status: 'invalid event', message: 'Event object is invalid', errors });
  }
  return answer(202, { status: 'success', message: 'Event processed', dedup_key: event['dedup_key'] });
}

function createEvent(request: ReceivedRequest): StandInAnswer {
  const event = objectOf(jsonOf(request));
  const errors = missing(
    event,
    ['service_key', 'event_type', event['event_type'] === 'trigger' ? 'description' : 'incident_key'],
    '',
  );
  if (errors.length > 0) {
    return answer(400, { status: 'invalid event', message: 'Event object is invalid', errors });
  }
  return answer(200, { status: 'success', message: 'Event processed', incident_key: event['incident_key'] });
}

function missing(object: Readonly<Record<string, unknown>>, keys: readonly string[], prefix: string): string[] {
  return keys.filter((key) => !object[key]).map((key) => `'${prefix}${key}' is missing or blank`);
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function answer(status: number, body: unknown): StandInAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
