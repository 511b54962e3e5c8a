import { type HttpStandIn, isJson, jsonOf, type StandInAnswer, startHttpStandIn } from './http-stand-in.js';

const TEXT_MAX = 4096;
const METHOD = /^\/bot([^/]+)\/([A-Za-z]+)$/;
const TOKEN = /^\d+:[\w-]+$/;
const ELEMENTS = /^(b|strong|i|em|u|ins|s|strike|del|span|tg-spoiler|tg-emoji|a|code|pre|blockquote)$/;

export const TELEGRAM_TOKEN = '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw';

/** Telegram's Bot API (https://core.telegram.org/bots/api#sendmessage). Every chat is known but 404. */
export function startTelegram(token = TELEGRAM_TOKEN): Promise<HttpStandIn> {
  let messages = 0;
  return startHttpStandIn((request) => {
    const [, sentToken = '', method] = METHOD.exec(request.path) ?? [];
    if (!TOKEN.test(sentToken) || method !== 'sendMessage') return refusal(404, 'Not Found');
    if (sentToken !== token) return refusal(401, 'Unauthorized');
    const body = isJson(request) ? jsonOf(request) : undefined;
    if (typeof body !== 'object' || body === null) return refusal(400, 'Bad Request: message text is empty');
    const fields: Readonly<Record<string, unknown>> = { ...body };
    const wrong = wrongWith(fields);
    if (wrong !== undefined) return refusal(400, `Bad Request: ${wrong}`);
    const chat = { id: Number(fields['chat_id']), type: 'supergroup', title: 'Operations' };
    return answer(200, {
      ok: true,
      result: { message_id: ++messages, date: 1_767_323_045, chat, text: fields['text'] },
    });
  });
}

/** What Telegram answers to a bot that speaks too often. */
export function telegramFlood(seconds: number): StandInAnswer {
  return answer(429, {
    ok: false,
    error_code: 429,
    description: `Too Many Requests: retry after ${seconds}`,
    parameters: { retry_after: seconds },
  });
}

function wrongWith({
  chat_id: chat,
  text,
  parse_mode: mode = '',
}: Readonly<Record<string, unknown>>): string | undefined {
  if (chat === undefined || chat === '') return 'chat_id is empty';
  if (!/^-?\d+$/.test(String(chat)) || String(chat) === '404') return 'chat not found';
  if (!['', 'HTML', 'Markdown', 'MarkdownV2'].includes(String(mode))) return 'unsupported parse_mode';
  if (typeof text !== 'string' || text.trim() === '') return 'message text is empty';
  const error = mode === 'HTML' ? wrongWithHtml(text) : undefined;
  if (error !== undefined) return `can't parse entities: ${error}`;
  const shown = mode === 'HTML' ? text.replace(/<[^>]*>/g, '').replace(/&[^;]+;/g, '.') : text;
  return [...shown].length > TEXT_MAX ? 'message is too long' : undefined;
}

/** Elements that Telegram knows, each closed in its turn; everything else escaped. */
function wrongWithHtml(text: string): string | undefined {
  const open: string[] = [];
  for (const [tag, slash, name = ''] of text.matchAll(/<(\/?)([^\s>]*)[^>]*>?/g)) {
    if (!tag.endsWith('>')) return 'Unclosed start tag';
    if (!ELEMENTS.test(name)) return `Unsupported start tag "${name}"`;
    if (slash === '') open.push(name);
    else if (open.pop() !== name) return `Unmatched end tag "${name}"`;
  }
  return open.length === 0 ? undefined : `Can't find end tag corresponding to start tag "${open.at(-1)}"`;
}

function refusal(code: number, description: string): StandInAnswer {
  return answer(code, { ok: false, error_code: code, description });
}

function answer(status: number, body: unknown): StandInAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
