import { configOf } from '../../../test/support/receiver-deps.js';
import { discordConfig } from './config.js';

const read = (yaml: string) => configOf(discordConfig, `{${yaml}}`);

describe('discordConfig', () => {
  it('needs a webhook alone, which it does not show', () => {
    const config = read("webhook_url: 'https://discord.test/api/webhooks/1/marker'");
    expect(config).toMatchObject({
      title: '{{ template "discord.default.title" . }}',
      message: '{{ template "discord.default.message" . }}',
      content: '',
      username: '',
      avatarUrl: '',
      sendResolved: true,
    });
    expect(JSON.stringify(config)).not.toContain('marker');
  });

  it.each`
    yaml                                                      | complaint
    ${'send_resolved: true'}                                  | ${'one of webhook_url or webhook_url_file must be configured'}
    ${"webhook_url: 'https://a/marker', webhook_url_file: f"} | ${'at most one of webhook_url & webhook_url_file must be configured'}
    ${"webhook_url: 'ftp://a/marker'"}                        | ${'unsupported scheme'}
  `('refuses {$yaml}', ({ yaml, complaint }) => {
    expect(() => read(yaml)).toThrow(complaint);
    expect(() => read(yaml)).not.toThrow(/marker/);
  });
});
