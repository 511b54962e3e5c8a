import { type HttpStandIn, isJson, jsonOf, type StandInAnswer, startHttpStandIn } from './http-stand-in.js';

const SOURCE = /^\/v2\/alert_events\/alertmanager\/[0-9A-Z]{26}$/;
const BODY_BYTES_MAX = 512 * 1024;

/** An alert source of incident.io for Alertmanager, as https://docs.incident.io says. */
export function startIncidentio(token: string): Promise<HttpStandIn> {
  return startHttpStandIn((request) => {
    const url = new URL(request.path, 'http://incident');
    if (!SOURCE.test(url.pathname) || request.method !== 'POST') {
      return refusal(404, 'not_found', 'not_found', 'Alert source not found');
    }
    const given = request.headers.authorization ?? `Bearer ${url.searchParams.get('token')}`;
    if (request.headers.authorization === undefined && !url.searchParams.has('token')) {
      const message = 'No authorization material provided in request';
      return refusal(401, 'authentication_error', 'missing_authorization_material', message);
    }
    if (given !== `Bearer ${token}`) {
      return refusal(401, 'authentication_error', 'invalid_authorization_material', 'Token is not valid');
    }
    if (Buffer.byteLength(request.body) > BODY_BYTES_MAX) {
      return refusal(429, 'rate_limit_error', 'payload_too_large', 'Payload exceeds 512KB');
    }
    const wrong = isJson(request) ? wrongWith(jsonOf(request)) : 'content-type';
    if (wrong !== undefined) return refusal(422, 'validation_error', 'is_invalid', `${wrong} is invalid`);
    return json(202, { status: 'success', message: 'Event accepted for processing', deduplication_key: 'unique-key' });
  });
}

/** The answer where an alert source sends too much. */
export function tooManyRequests(retryAfterSeconds: number): StandInAnswer {
  const message = 'You have exceeded the rate limit for this endpoint';
  const { headers, ...rest } = refusal(429, 'too_many_requests', 'too_many_requests', message);
  return { ...rest, headers: { ...headers, 'retry-after': String(retryAfterSeconds) } };
}

function wrongWith(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null) return 'body';
  const { version, groupKey, status, alerts, truncatedAlerts }: Record<string, unknown> = { ...body };
  if (version !== '1') return 'version';
  if (typeof groupKey !== 'string' || groupKey === '') return 'groupKey';
  if (status !== 'firing' && status !== 'resolved') return 'status';
  if (!Number.isInteger(truncatedAlerts)) return 'truncatedAlerts';
  return Array.isArray(alerts) && alerts.length > 0 ? undefined : 'alerts';
}

function refusal(status: number, type: string, code: string, message: string): StandInAnswer {
  const request_id = '8e3cc412-b49d-4957-9073-2c19d2c61804';
  return json(status, { type, status, request_id, errors: [{ code, message }] });
}

function json(status: number, body: unknown): StandInAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
