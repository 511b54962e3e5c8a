import { boolean, type Infer, integer, string } from '../../schema/shape.js';
import { field, optional, struct } from '../../schema/struct.js';
import { secret, url } from '../../schema/texts.js';
import { atMostOne, httpFields, NO_SECRET } from '../common-fields.js';

export const telegramConfig = struct(
  'telegram.plain',
  {
    ...httpFields(true),
    apiUrl: optional('api_url', url),
    botToken: field('bot_token', secret, NO_SECRET),
    botTokenFile: field('bot_token_file', string, ''),
    chatId: field('chat_id', integer, 0),
    chatIdFile: field('chat_id_file', string, ''),
    messageThreadId: field('message_thread_id', integer, 0),
    message: field('message', string, '{{ template "telegram.default.message" . }}'),
    disableNotifications: field('disable_notifications', boolean, false),
    parseMode: field('parse_mode', string, 'HTML'),
  },
  (config, complain) => {
    atMostOne(complain, 'bot_token & bot_token_file', config.botToken, config.botTokenFile);
    if (config.chatId === 0 && config.chatIdFile === '') complain('missing chat_id or chat_id_file on telegram_config');
    if (config.chatId !== 0 && config.chatIdFile !== '') {
      complain('at most one of chat_id & chat_id_file must be configured');
    }
    if (!['', 'Markdown', 'MarkdownV2', 'HTML'].includes(config.parseMode)) {
      complain(
        'unknown parse_mode on telegram_config, must be Markdown, MarkdownV2, HTML or empty string',
        'parse_mode',
      );
    }
  },
);

export type TelegramConfig = Infer<typeof telegramConfig>;
