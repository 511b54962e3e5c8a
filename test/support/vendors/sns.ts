import { createHash, createHmac } from 'node:crypto';
import { type HttpStandIn, type ReceivedRequest, type StandInAnswer, startHttpStandIn } from './http-stand-in.js';

const PUBLISH_BYTES_MAX = 256 * 1024;
const SMS_MAX = 1600;
const SUBJECT_MAX = 100;
const ID = /^[A-Za-z0-9!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]{1,128}$/;
const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/(sns|sts)\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;

export const AWS_KEY = 'AKIDEXAMPLE';
export const AWS_SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const ROLE_KEY = 'ASIAROLE';
const ROLE_SECRET = 'role/secret';
const ROLE_TOKEN = 'role-session-token';

/**
 * Amazon SNS' `Publish` (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html), and STS' `AssumeRole`, whose keys
 * SNS knows, too. Signatures are verified.
 */
export function startSns(): Promise<HttpStandIn> {
  return startHttpStandIn((request) => {
    const form = new URLSearchParams(request.body);
    const refused = wrongWithSignature(request);
    if (refused !== undefined) return refused;
    if (form.get('Action') === 'AssumeRole') return assumeRole(form);
    if (form.get('Action') !== 'Publish') return refusal(400, 'InvalidAction', 'The action is not valid');
    return wrongWithMessage(form) ?? publishAnswer();
  });
}

/** What SNS answers where it has taken a message. */
export function publishAnswer(): StandInAnswer {
  return xml(200, 'Publish', '<MessageId>567910cd-659e-55d4-8ccb-5aaf14679dc0</MessageId>');
}

/** An error as SNS and STS tell it. */
export function refusal(status: number, code: string, message: string): StandInAnswer {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  const body = `<ErrorResponse>${error}<RequestId>9dd01905-5012-5f99-8663-4b3ecd0dfaef</RequestId></ErrorResponse>`;
  return { status, headers: { 'content-type': 'text/xml' }, body };
}

/** The attributes of a message, by name. */
export function attributesOf(form: URLSearchParams): Record<string, string> {
  const entries: [string, string][] = [];
  for (let at = 1; form.has(`MessageAttributes.entry.${at}.Name`); at++) {
    const get = (field: string) => form.get(`MessageAttributes.entry.${at}.${field}`) ?? '';
    entries.push([get('Name'), get('Value.StringValue')]);
  }
  return Object.fromEntries(entries);
}

function wrongWithMessage(form: URLSearchParams): StandInAnswer | undefined {
  const [topic, target, phone] = ['TopicArn', 'TargetArn', 'PhoneNumber'].map((name) => form.get(name));
  const invalid = (why: string) => refusal(400, 'InvalidParameter', `Invalid parameter: ${why}`);
  if ([topic, target, phone].filter(Boolean).length !== 1) return invalid('TopicArn or TargetArn Reason: one of them');
  if (topic && !/^arn:aws[\w-]*:sns:[^:]+:\d{12}:[\w.-]+$/.test(topic)) return invalid('TopicArn');
  if (topic?.endsWith(':unknown')) return refusal(404, 'NotFound', 'Topic does not exist');
  if (phone && !/^\+\d{5,15}$/.test(phone)) return invalid(`PhoneNumber Reason: ${phone} is not valid to publish to`);
  const message = form.get('Message') ?? '';
  if (message === '') return invalid('Empty message');
  const attributes = Object.entries(attributesOf(form));
  const empty = attributes.find(([, value]) => value === '');
  if (empty !== undefined) return refusal(400, 'ParameterValueInvalid', `attribute ${empty[0]} is empty`);
  const size = attributes.reduce((sum, entry) => sum + Buffer.byteLength(`${entry.join('')}String`), 0);
  const isTooLong = phone ? message.length > SMS_MAX : Buffer.byteLength(message) + size > PUBLISH_BYTES_MAX;
  if (isTooLong) return invalid('Message too long');
  const subject = form.get('Subject');
  if (subject !== null && (subject === '' || subject.length >= SUBJECT_MAX || /\p{Cc}/u.test(subject))) {
    return invalid('Subject');
  }
  if (!topic?.endsWith('.fifo'))
    return form.has('MessageDeduplicationId') ? invalid('MessageDeduplicationId') : undefined;
  return ['MessageGroupId', 'MessageDeduplicationId'].every((name) => ID.test(form.get(name) ?? ''))
    ? undefined
    : invalid('The MessageGroupId parameter is required for FIFO topics');
}

function assumeRole(form: URLSearchParams): StandInAnswer {
  if (!/^arn:aws:iam::\d{12}:role\//.test(form.get('RoleArn') ?? '')) {
    return refusal(403, 'AccessDenied', `not authorized to perform: sts:AssumeRole on ${form.get('RoleArn')}`);
  }
  const credentials =
    `<AccessKeyId>${ROLE_KEY}</AccessKeyId><SecretAccessKey>${ROLE_SECRET}</SecretAccessKey>` +
    `<SessionToken>${ROLE_TOKEN}</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>`;
  return xml(200, 'AssumeRole', `<Credentials>${credentials}</Credentials>`);
}

/** As https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html says. */
function wrongWithSignature({ method, path, headers, body }: ReceivedRequest): StandInAnswer | undefined {
  const match = AUTHORIZATION.exec(headers.authorization ?? '');
  if (match === null) return refusal(403, 'MissingAuthenticationToken', 'Request is missing Authentication Token');
  const [, key = '', date = '', region = '', service = '', signed = '', signature = ''] = match;
  const isRole = key === ROLE_KEY && headers['x-amz-security-token'] === ROLE_TOKEN;
  const secret = isRole ? ROLE_SECRET : AWS_SECRET;
  if (!isRole && key !== AWS_KEY) {
    return refusal(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.');
  }
  const canonicalHeaders = signed.split(';').map((name) => `${name}:${String(headers[name] ?? '').trim()}\n`);
  const canonical = [method, path, '', canonicalHeaders.join(''), signed, sha256(body)].join('\n');
  const scope = `${date}/${region}/${service}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const signingKey = [date, region, service, 'aws4_request'].reduce(
    (current: Buffer, part) => createHmac('sha256', current).update(part).digest(),
    Buffer.from(`AWS4${secret}`),
  );
  const expected = createHmac('sha256', signingKey).update(toSign).digest('hex');
  if (expected === signature) return undefined;
  return refusal(403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match.');
}

function xml(status: number, action: string, result: string): StandInAnswer {
  const metadata = '<ResponseMetadata><RequestId>d74b8436-ae13-5ab4-a9ff-ce54dfea72a0</RequestId></ResponseMetadata>';
  const body = `<${action}Response><${action}Result>${result}</${action}Result>${metadata}</${action}Response>`;
  return { status, headers: { 'content-type': 'text/xml' }, body };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
