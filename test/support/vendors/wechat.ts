import {
  type HttpStandIn,
  jsonOf,
  type ReceivedRequest,
  type StandInAnswer,
  startHttpStandIn,
} from './http-stand-in.js';

const MARKDOWN_BYTES_MAX = 2048;

export interface WechatCorporation {
  readonly corpId: string;
  readonly secret: string;
}

/** WeChat Work, with what a test does to its access tokens. */
export interface WechatStandIn extends HttpStandIn {
  /** Lets all tokens that were given end: at their time, or before it. */
  endTokens(how: 'expired' | 'revoked'): void;
}

/**
 * `gettoken` and `message/send` of WeChat Work below `/cgi-bin/`, as https://developer.work.weixin.qq.com says: status 200
 * whatever it thinks of a request, and a code.
 */
export async function startWechat({ corpId, secret }: WechatCorporation): Promise<WechatStandIn> {
  const tokens = new Map<string, 'valid' | 'expired' | 'revoked'>();
  const getToken = (parameters: URLSearchParams): StandInAnswer => {
    if (!parameters.get('corpid')) return says(41002, 'corpid missing');
    if (!parameters.get('corpsecret')) return says(41004, 'corpsecret missing');
    if (parameters.get('corpid') !== corpId) return says(40013, 'invalid corpid');
    if (parameters.get('corpsecret') !== secret) return says(40001, 'invalid credential');
    const access_token = `token-${tokens.size + 1}-of-the-corporation`;
    tokens.set(access_token, 'valid');
    return says(0, 'ok', { access_token, expires_in: 7200 });
  };
  const send = (request: ReceivedRequest, token: string | null): StandInAnswer => {
    if (request.method !== 'POST') return says(43002, 'require POST method');
    if (!token) return says(41001, 'access_token missing');
    const state = tokens.get(token);
    if (state === 'expired') return says(42001, 'access_token expired');
    if (state !== 'valid') return says(40014, 'invalid access_token');
    return answerTo(jsonOf(request));
  };
  const server = await startHttpStandIn((request) => {
    const { pathname, searchParams } = new URL(request.path, 'http://wechat');
    if (pathname === '/cgi-bin/gettoken') return getToken(searchParams);
    if (pathname === '/cgi-bin/message/send') return send(request, searchParams.get('access_token'));
    return { status: 404, body: '' };
  });
  return {
    ...server,
    endTokens(how) {
      for (const token of tokens.keys()) tokens.set(token, how);
    },
  };
}

function answerTo(body: unknown): StandInAnswer {
  const message = objectOf(body);
  const { touser, toparty, totag, msgtype, agentid } = message;
  const { content = '' } = objectOf(message[String(msgtype)]);
  if (Object.keys(message).length === 0) return says(47001, 'data format error');
  if (!touser && !toparty && !totag) return says(82001, 'touser & toparty & totag all empty');
  if (msgtype !== 'text' && msgtype !== 'markdown') return says(40008, 'invalid message type');
  if (!agentid) return says(41011, 'missing agentid');
  if (content === '') return says(44004, 'empty content');
  if (msgtype === 'markdown' && Buffer.byteLength(String(content)) > MARKDOWN_BYTES_MAX) {
    return says(45002, 'content size out of limit');
  }
  return says(0, 'ok', { invaliduser: '', msgid: 'xxxx' });
}

export function says(errcode: number, errmsg: string, more: Readonly<Record<string, unknown>> = {}): StandInAnswer {
  const body = JSON.stringify({ errcode, errmsg, ...more });
  return { status: 200, headers: { 'content-type': 'application/json; charset=UTF-8' }, body };
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
