import {
  type HttpStandIn,
  isJson,
  jsonOf,
  type ReceivedRequest,
  type StandInAnswer,
  startHttpStandIn,
} from './http-stand-in.js';

const ENDPOINT = /^\/integrations\/generic\/20131114\/alert\/([^/]+)\/([^/?]+)$/;
const MESSAGE_TYPES = ['CRITICAL', 'WARNING', 'ACKNOWLEDGEMENT', 'INFO', 'RECOVERY'];
const STATE_MESSAGE_MAX = 20_480;

/** Splunk On-Call's REST endpoint (https://help.victorops.com/knowledge-base/rest-endpoint-integration-guide). */
export function startVictorops(key = 'victorops-key'): Promise<HttpStandIn> {
  return startHttpStandIn((request) => {
    const [, sentKey] = ENDPOINT.exec(request.path) ?? [];
    if (sentKey !== key) return failure(404, `no integration is known at ${request.path}`);
    if (request.method !== 'POST') return failure(405, 'method not allowed');
    if (!isJson(request)) return failure(415, 'JSON is expected');
    return alert(request);
  });
}

/** What is answered where too many alerts come; the endpoint's guide tells of no body. */
export function victoropsThrottled(seconds: number): StandInAnswer {
  const { body } = failure(429, 'rate limit exceeded');
  return { status: 429, headers: { 'content-type': 'application/json', 'retry-after': String(seconds) }, body };
}

function alert(request: ReceivedRequest): StandInAnswer {
  const sent = jsonOf(request);
  if (typeof sent !== 'object' || sent === null) return failure(400, 'the body is not JSON');
  const fields: Readonly<Record<string, unknown>> = { ...sent };
  const nested = Object.entries(fields).find(([, value]) => typeof value === 'object');
  if (nested !== undefined) return failure(400, `${nested[0]} is not a plain value`);
  if (!MESSAGE_TYPES.includes(String(fields['message_type']))) return failure(400, 'message_type is not known');
  if (String(fields['state_message'] ?? '').length > STATE_MESSAGE_MAX) {
    return failure(400, 'state_message is too long');
  }
  return answer(200, { result: 'success', entity_id: fields['entity_id'] ?? 'generated' });
}

function failure(status: number, message: string): StandInAnswer {
  return answer(status, { result: 'failure', message });
}

function answer(status: number, body: unknown): StandInAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
