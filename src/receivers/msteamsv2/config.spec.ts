import { configOf } from '../../../test/support/receiver-deps.js';
import { msteamsv2Config } from './config.js';

const read = (yaml: string) => configOf(msteamsv2Config, `{${yaml}}`);

describe('msteamsv2Config', () => {
  it('needs a webhook alone, which it does not show', () => {
    const config = read("webhook_url: 'https://teams.example.org/marker'");
    expect(config).toMatchObject({ title: '{{ template "msteamsv2.default.title" . }}', sendResolved: true });
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
