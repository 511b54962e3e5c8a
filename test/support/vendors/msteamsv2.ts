import { type HttpStandIn, jsonOf, type StandInAnswer, startHttpStandIn } from './http-stand-in.js';

const TRIGGER = /^\/workflows\/[0-9a-f]+\/triggers\/manual\/paths\/invoke$/;
const COLORS = ['Default', 'Dark', 'Light', 'Accent', 'Good', 'Warning', 'Attention'];

/**
 * A workflow of Power Automate, "Post to a channel when a webhook request is received": what is accepted (202) is a message
 * of adaptive cards, as https://learn.microsoft.com/connectors/teams and the schema of adaptive cards say.
 *
 * @param sig the signature in the address of the workflow
 */
export function startMsteamsv2(sig: string): Promise<HttpStandIn> {
  return startHttpStandIn((request) => {
    const url = new URL(request.path, 'http://workflow');
    if (!TRIGGER.test(url.pathname)) return answer(404, 'WorkflowNotFound', 'The workflow could not be found.');
    if (url.searchParams.get('sig') !== sig) {
      const message = 'The request must be authenticated only by Shared Access scheme.';
      return answer(401, 'DirectApiAuthorizationRequired', message);
    }
    const wrong = wrongWith(objectOf(jsonOf(request)));
    if (wrong === undefined) return { status: 202, body: '' };
    const message = `The input body for trigger 'manual' of type 'Request' did not match its schema definition. Error details: '${wrong}'.`;
    return answer(400, 'TriggerInputSchemaMismatch', message);
  });
}

/** The answer where the workflow's limit is reached. */
export function tooManyRequests(retryAfterSeconds: number): StandInAnswer {
  const { headers, ...rest } = answer(429, 'TooManyRequests', 'Rate limit is exceeded. Try again later.');
  return { ...rest, headers: { ...headers, 'retry-after': String(retryAfterSeconds) } };
}

function wrongWith({ type, attachments }: Readonly<Record<string, unknown>>): string | undefined {
  if (type !== 'message') return 'Required properties are missing from object: type.';
  if (!Array.isArray(attachments) || attachments.length === 0) {
    return 'Required properties are missing from object: attachments.';
  }
  for (const attachment of attachments.map(objectOf)) {
    if (attachment['contentType'] !== 'application/vnd.microsoft.card.adaptive')
      return 'contentType is not that of a card';
    const { type: cardType, version, body } = objectOf(attachment['content']);
    if (cardType !== 'AdaptiveCard' || !/^1\.\d$/.test(String(version))) return 'content is no adaptive card';
    if (!Array.isArray(body) || body.length === 0) return 'Required properties are missing from object: body.';
    if (!body.map(objectOf).every(isTextBlock)) return 'body holds an element that is none';
  }
  return undefined;
}

function isTextBlock({ type, text, wrap = false, color = 'Default' }: Readonly<Record<string, unknown>>): boolean {
  const isKnown = type === 'TextBlock' && typeof text === 'string' && typeof wrap === 'boolean';
  return isKnown && COLORS.includes(String(color));
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function answer(status: number, code: string, message: string): StandInAnswer {
  const headers = { 'content-type': 'application/json' };
  return { status, headers, body: JSON.stringify({ error: { code, message } }) };
}
