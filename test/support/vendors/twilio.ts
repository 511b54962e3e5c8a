import { type HttpStandIn, type ReceivedRequest, type StandInAnswer, startHttpStandIn } from './http-stand-in.js';

const BODY_MAX = 1600;
const TWIML_MAX = 4000;
const NUMBER = /^\+[1-9]\d{6,14}$/;
const SAY = /^<Response><Say( (voice|language|loop)="[^"<&]*")*>([^<&]|&(amp|lt|gt|quot|apos);)*<\/Say><\/Response>$/;

export interface TwilioAccount {
  readonly accountSid: string;
  /** The user and password that the API takes. */
  readonly user: string;
  readonly password: string;
}

/** Twilio's API, as far as sending messages and calling goes (https://www.twilio.com/docs/api/errors). */
export function startTwilio({ accountSid, user, password }: TwilioAccount): Promise<HttpStandIn> {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const account = `/2010-04-01/Accounts/${accountSid}`;
  return startHttpStandIn((request) => {
    if (request.headers.authorization !== authorization) return refusal(401, 20003, 'Authenticate');
    const isForm = request.headers['content-type'] === 'application/x-www-form-urlencoded';
    if (request.method !== 'POST' || !isForm) return refusal(400, 20001, 'Unknown parameter');
    const form = new URLSearchParams(request.body);
    if (request.path === `${account}/Messages.json`) return message(form);
    if (request.path === `${account}/Calls.json`) return call(form);
    return refusal(404, 20404, `The requested resource ${request.path} was not found`);
  });
}

function message(form: URLSearchParams): StandInAnswer {
  const to = form.get('To') ?? '';
  const from = form.get('From') ?? '';
  const service = form.get('MessagingServiceSid') ?? '';
  const body = form.get('Body') ?? '';
  if (to === '') return refusal(400, 21604, "A 'To' phone number is required.");
  if (!NUMBER.test(to)) return refusal(400, 21211, `Invalid 'To' Phone Number: ${to}`);
  if (from === '' && service === '') return refusal(400, 21603, "A 'From' phone number is required.");
  if (from !== '' && !NUMBER.test(from)) return refusal(400, 21212, `Invalid 'From' Phone Number: ${from}`);
  if (body === '') return refusal(400, 21602, 'Message body is required.');
  if (body.length > BODY_MAX) {
    return refusal(400, 21617, 'The concatenated message body exceeds the 1600 character limit');
  }
  return answer(201, { sid: 'SM1', status: 'queued', to, from, body, error_code: null });
}

function call(form: URLSearchParams): StandInAnswer {
  const to = form.get('To') ?? '';
  const from = form.get('From') ?? '';
  const twiml = form.get('Twiml') ?? '';
  if (to === '') return refusal(400, 21201, 'No To number is specified');
  if (!NUMBER.test(to)) return refusal(400, 21211, `Invalid 'To' Phone Number: ${to}`);
  if (!NUMBER.test(from)) return refusal(400, 21212, `Invalid 'From' Phone Number: ${from}`);
  if (twiml === '' || twiml.length > TWIML_MAX) return refusal(400, 21205, 'Url parameter or Twiml is required');
  if (!SAY.test(twiml)) return refusal(400, 12100, 'Document parse failure');
  return answer(201, { sid: 'CA1', status: 'queued', to, from });
}

export function formOf({ body }: ReceivedRequest): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(body));
}

function refusal(status: number, code: number, text: string): StandInAnswer {
  return answer(status, { code, message: text, more_info: `https://www.twilio.com/docs/errors/${code}`, status });
}

function answer(status: number, body: unknown): StandInAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
