import { type HttpStandIn, isJson, jsonOf, type ReceivedRequest, startHttpStandIn } from './http-stand-in.js';

const BODY_BYTES_MAX = 28 * 1024;
const WEBHOOK = /^\/webhookb2\/[^/]+\/IncomingWebhook\/[^/]+\/[^/]+$/;

/** Office 365 connectors of Microsoft Teams: incoming webhooks below `/webhookb2/`, as Microsoft's message card reference says. */
export function startMsteams(): Promise<HttpStandIn> {
  return startHttpStandIn((request) => {
    if (!WEBHOOK.test(request.path)) return { status: 404, body: 'Invalid webhook URL' };
    if (request.method !== 'POST') return { status: 405, body: '' };
    const wrong = wrongWith(request);
    if (wrong !== undefined) return { status: 400, body: wrong };
    // What Teams behind the connector refuses comes with status 200.
    if (Buffer.byteLength(request.body) > BODY_BYTES_MAX) return { status: 200, body: relayed(413) };
    return { status: 200, body: '1' };
  });
}

/** How a connector tells that Teams refused a message. */
export function relayed(status: number): string {
  return `Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error ${status} with ContextId tcid=3626521845697697778,server=DB3PEPF0000009A,cv=BmkbJ1NdTkv1EDoqr7n/rg.0..`;
}

function wrongWith(request: ReceivedRequest): string | undefined {
  const card = jsonOf(request);
  if (!isJson(request) || typeof card !== 'object' || card === null) {
    return 'Bad payload received by generic incoming webhook.';
  }
  const { text, summary, title, themeColor }: Record<string, unknown> = { ...card };
  if (!isText(text) && !isText(summary)) return 'Summary or Text is required.';
  if (title !== undefined && typeof title !== 'string') return 'Bad payload received by generic incoming webhook.';
  if (themeColor !== undefined && !/^#?[0-9a-fA-F]{6}$/.test(String(themeColor))) {
    return 'Bad payload received by generic incoming webhook.';
  }
  return undefined;
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}
