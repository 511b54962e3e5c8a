import { goJson, goMap } from '../go-json.js';
import { truncateInRunes } from '../truncate.js';
import type { TelegramConfig } from './config.js';

const TEXT_MAX = 4096;
const SUBJECT_MAX = 1024;

export interface Rendering {
  readonly text: (source: string) => string;
  readonly html: (source: string) => string;
}

/** The parameters of `sendMessage`: texts all of them. */
export function telegramMessage(config: TelegramConfig, chatId: string, { text, html }: Rendering): string {
  const isHtml = config.parseMode === 'HTML';
  const message = isHtml
    ? withinLimit(html(config.message), html)
    : truncateInRunes(text(config.message), TEXT_MAX).text;
  return goJson(
    goMap([
      ['chat_id', chatId],
      ['text', message],
      ['disable_web_page_preview', 'true'],
      ...(config.disableNotifications ? [['disable_notification', 'true'] as const] : []),
      ...(config.messageThreadId === 0 ? [] : [['message_thread_id', String(config.messageThreadId)] as const]),
      ...(config.parseMode === '' ? [] : [['parse_mode', config.parseMode] as const]),
    ]),
  );
}

/**
 * HTML cannot be cut without looking at its elements: Telegram would refuse it. Alertmanager tells that a message was
 * too long, and nothing else; here it is told, too, what it was about.
 */
function withinLimit(message: string, html: (source: string) => string): string {
  if (truncateInRunes(message, TEXT_MAX).text === message) return message;
  const notice = `This notification exceeds Telegram's limit of ${TEXT_MAX} characters and is not shown in full. Please make its template shorter.`;
  const subject = html('{{ template "__subject" . }}');
  // An escaped character is not to be cut either.
  const shown = truncateInRunes(subject, SUBJECT_MAX).text.replace(/&[^;\s]*…$/, '…');
  return `${notice}\n\n${shown}\n${html('{{ template "__alertmanagerURL" . }}')}`;
}
