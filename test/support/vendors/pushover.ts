import { type HttpStandIn, type ReceivedRequest, type StandInAnswer, startHttpStandIn } from './http-stand-in.js';

const KEY = /^[A-Za-z0-9]{30}$/;
const LIMITS = { title: 250, message: 1024, url: 512, url_title: 100 };
const EXPIRE_SECONDS_MAX = 10_800;
const RETRY_SECONDS_MIN = 30;

export const PUSHOVER_TOKEN = 'azGDORePK8gMaC0QOYAMyEEuzJnyUi';
export const PUSHOVER_USER = 'uQiRzpo4DXghDmr9QzzfQu27cmVRsG';

/** Pushover's message API (https://pushover.net/api). Parameters may stand in the address. */
export function startPushover(): Promise<HttpStandIn> {
  return startHttpStandIn((request) => {
    const { pathname } = new URL(request.path, 'http://pushover.test');
    if (pathname !== '/1/messages.json') return refusal(404, {}, 'not found');
    if (request.method !== 'POST') return refusal(400, {}, 'only POST is accepted');
    const parameters = parametersOf(request);
    const [field, error] = wrongWith(parameters) ?? [];
    if (field !== undefined && error !== undefined) return refusal(400, { [field]: 'invalid' }, error);
    const receipt = parameters.get('priority') === '2' ? { receipt: 'rLqVuqTRh62UzxtmqiaLzQmVcPgiCy' } : {};
    return answer(200, { status: 1, request: '647d2300-702c-4b38-8b2f-d56326ae460b', ...receipt });
  });
}

/** What Pushover answers an application that has sent its messages of the month. */
export function pushoverQuota(headers: Readonly<Record<string, string>> = {}): StandInAnswer {
  const spent = refusal(429, {}, 'application message limit reached');
  return { ...spent, headers: { ...spent.headers, 'x-limit-app-remaining': '0', ...headers } };
}

/** The parameters of a request, wherever they stand. */
export function parametersOf({ path, headers, body }: ReceivedRequest): URLSearchParams {
  const { searchParams } = new URL(path, 'http://pushover.test');
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  return isForm ? new URLSearchParams(body) : searchParams;
}

function wrongWith(parameters: URLSearchParams): readonly [field: string, error: string] | undefined {
  const get = (name: string) => parameters.get(name) ?? '';
  if (!KEY.test(get('token')) || get('token') !== PUSHOVER_TOKEN) {
    return ['token', 'application token is invalid, see https://pushover.net/api'];
  }
  if (!KEY.test(get('user')) || get('user') !== PUSHOVER_USER) {
    return ['user', 'user identifier is not a valid user, group, or subscribed user key'];
  }
  if (get('message') === '') return ['message', 'message cannot be blank'];
  for (const [name, max] of Object.entries(LIMITS)) {
    if ([...get(name)].length > max) return [name, `${name} is too long`];
  }
  const priority = get('priority') || '0';
  if (!['-2', '-1', '0', '1', '2'].includes(priority)) {
    return ['priority', 'priority is invalid, can only be -2, -1, 0, 1, or 2'];
  }
  if (priority === '2' && !(Number(get('retry')) >= RETRY_SECONDS_MIN)) {
    return ['retry', `retry must be at least ${RETRY_SECONDS_MIN} seconds with priority=2`];
  }
  if (priority === '2' && !(Number(get('expire')) > 0 && Number(get('expire')) <= EXPIRE_SECONDS_MAX)) {
    return ['expire', `expire must be at most ${EXPIRE_SECONDS_MAX} seconds with priority=2`];
  }
  const isBoth = get('html') === '1' && get('monospace') === '1';
  return isBoth ? ['monospace', 'html and monospace cannot both be enabled'] : undefined;
}

function refusal(status: number, fields: Readonly<Record<string, string>>, error: string): StandInAnswer {
  return answer(status, { ...fields, errors: [error], status: 0, request: '5042853c-402d-4a18-abcb-168734a801de' });
}

function answer(status: number, body: unknown): StandInAnswer {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'x-limit-app-limit': '10000' };
  return { status, headers, body: JSON.stringify(body) };
}
