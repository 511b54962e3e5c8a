import {
  type HttpStandIn,
  isJson,
  jsonOf,
  type ReceivedRequest,
  type StandInAnswer,
  startHttpStandIn,
} from './http-stand-in.js';

const MESSAGE_MAX = 130;
const LIMITS = { alias: 512, description: 15_000, entity: 512, source: 100, note: 25_000 };
const RESPONDER_TYPES = ['team', 'user', 'escalation', 'schedule'];
const PRIORITIES = ['P1', 'P2', 'P3', 'P4', 'P5'];
const ALERT = /^\/v2\/alerts\/[^/?]+\/(close|message|description)\?identifierType=(alias|id|tiny)$/;

type Fields = Readonly<Record<string, unknown>>;

/** Opsgenie's Alert API (https://docs.opsgenie.com/docs/alert-api), which works a request off after it has answered. */
export function startOpsgenie(key = 'opsgenie-key'): Promise<HttpStandIn> {
  return startHttpStandIn((request) => {
    if (request.headers.authorization !== `GenieKey ${key}`) return answer(401, { message: 'Could not authenticate' });
    if (!isJson(request)) return answer(415, { message: 'Content type is not supported' });
    const fields = fieldsOf(jsonOf(request));
    if (fields === undefined) return answer(400, { message: 'Request body is not JSON' });
    const errors = errorsOf(request, fields);
    if (errors === undefined) return answer(404, { message: 'Not found' });
    if (Object.keys(errors).length === 0) return answer(202, { result: 'Request will be processed' });
    return answer(422, { message: 'Request body is not processable. Please check the errors.', errors });
  });
}

/** What Opsgenie answers an account that asks too often (https://docs.opsgenie.com/docs/api-rate-limiting). */
export function opsgenieThrottled(headers: Readonly<Record<string, string>> = {}): StandInAnswer {
  const throttled = answer(429, { message: 'You are making too many requests!' });
  const told = { 'x-ratelimit-state': 'THROTTLED', 'x-ratelimit-reason': 'ACCOUNT', 'x-ratelimit-period-in-sec': '60' };
  return { ...throttled, headers: { ...throttled.headers, ...told, ...headers } };
}

/** @returns undefined where there is no such request */
function errorsOf({ method, path }: ReceivedRequest, fields: Fields): Record<string, string> | undefined {
  if (method === 'POST' && path === '/v2/alerts') return wrongWithAlert(fields);
  const action = ALERT.exec(path)?.[1];
  if (method === 'POST' && action === 'close') return {};
  if (method === 'PUT' && action === 'message') return wrongWithMessage(fields['message']);
  if (method === 'PUT' && action === 'description') {
    return fields['description'] ? {} : { description: 'Description can not be empty.' };
  }
  return undefined;
}

function wrongWithAlert(fields: Fields): Record<string, string> {
  const { responders = [], tags = [], actions = [], details = {}, priority = 'P3' } = fields;
  const errors = wrongWithMessage(fields['message']);
  for (const [name, max] of Object.entries(LIMITS)) {
    if (String(fields[name] ?? '').length > max) errors[name] = `${name} can not be longer than ${max} characters.`;
  }
  if (!Array.isArray(responders) || !responders.every(isResponder)) errors['responders'] = 'Responders are not valid.';
  if (!areTexts(tags)) errors['tags'] = 'Tags are a list of texts.';
  if (!areTexts(actions)) errors['actions'] = 'Actions are a list of texts.';
  if (!areTexts(Object.values(fieldsOf(details) ?? { not: 0 }))) errors['details'] = 'Details are a map of texts.';
  if (!PRIORITIES.includes(String(priority))) errors['priority'] = `should be one of [ ${PRIORITIES.join(', ')} ]`;
  return errors;
}

function wrongWithMessage(message: unknown): Record<string, string> {
  if (typeof message !== 'string' || message === '') return { message: 'Message can not be empty.' };
  return message.length > MESSAGE_MAX ? { message: `Message can not be longer than ${MESSAGE_MAX} characters.` } : {};
}

function isResponder(responder: unknown): boolean {
  const { id, name, username, type } = fieldsOf(responder) ?? {};
  return RESPONDER_TYPES.includes(String(type)) && Boolean(id || name || username);
}

function areTexts(list: unknown): boolean {
  return Array.isArray(list) && list.every((item) => typeof item === 'string');
}

function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

function answer(status: number, body: Fields): StandInAnswer {
  const text = JSON.stringify({ ...body, took: 0.01, requestId: '43a29c5c-3dbf-4fa4-9c26-f4f71023e120' });
  return { status, headers: { 'content-type': 'application/json' }, body: text };
}
