import { configOf } from '../../../test/support/receiver-deps.js';
import { wechatConfig } from './config.js';

describe('wechatConfig', () => {
  it('sends no end of alerts, and texts, by default', () => {
    expect(configOf(wechatConfig, '{corp_id: ww}')).toMatchObject({ sendResolved: false, messageType: 'text' });
  });

  it.each`
    yaml                                   | complaint
    ${'api_secret: a, api_secret_file: f'} | ${'at most one of api_secret & api_secret_file must be configured'}
    ${'message_type: html'}                | ${'weChat message type "html" does not match valid options ^(text|markdown)$'}
  `('refuses {$yaml}', ({ yaml, complaint }) => {
    expect(() => configOf(wechatConfig, `{${yaml}}`)).toThrow(complaint);
  });
});
