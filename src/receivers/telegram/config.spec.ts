import { configOf } from '../../../test/support/receiver-deps.js';
import { telegramConfig } from './config.js';

const read = (yaml: string) => configOf(telegramConfig, `{${yaml}}`);

describe('telegramConfig', () => {
  it('needs a chat alone, and takes token and address from the global ones', () => {
    expect(read('chat_id: -1001234567890')).toMatchObject({
      apiUrl: undefined,
      chatId: -1001234567890,
      messageThreadId: 0,
      message: '{{ template "telegram.default.message" . }}',
      disableNotifications: false,
      parseMode: 'HTML',
      sendResolved: true,
    });
  });

  it.each(['', 'Markdown', 'MarkdownV2', 'HTML'])('takes the parse mode "%s"', (mode) => {
    expect(read(`chat_id: 1, parse_mode: '${mode}'`).parseMode).toBe(mode);
  });

  it.each`
    yaml                                                  | complaint
    ${'bot_token: t'}                                     | ${'missing chat_id or chat_id_file on telegram_config'}
    ${'chat_id: 1, chat_id_file: f'}                      | ${'at most one of chat_id & chat_id_file must be configured'}
    ${'chat_id: 1, bot_token: s3cr3t, bot_token_file: f'} | ${'at most one of bot_token & bot_token_file must be configured'}
    ${'chat_id: 1, parse_mode: html'}                     | ${'unknown parse_mode on telegram_config, must be Markdown, MarkdownV2, HTML or empty string'}
    ${"chat_id: 'ops'"}                                   | ${'chat_id'}
  `('refuses {$yaml}', ({ yaml, complaint }) => {
    expect(() => read(yaml)).toThrow(complaint);
    expect(() => read(yaml)).not.toThrow(/s3cr3t/);
  });
});
