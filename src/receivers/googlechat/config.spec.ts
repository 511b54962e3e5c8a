import { configOf } from '../../../test/support/receiver-deps.js';
import { googlechatConfig } from './config.js';

const read = (yaml: string) => configOf(googlechatConfig, `{${yaml}}`);

describe('googlechatConfig', () => {
  it('needs a webhook alone, and threads by default', () => {
    const config = read("webhook_url: 'https://chat.googleapis.com/v1/spaces/A/messages?key=K&token=T'");
    expect(config).toMatchObject({ title: '{{ template "__subject" . }}', useThreads: true, sendResolved: true });
    expect(JSON.stringify(config)).not.toContain('token=T');
  });

  it.each`
    yaml                                               | complaint
    ${'use_threads: false'}                            | ${'one of webhook_url or webhook_url_file must be configured'}
    ${"webhook_url: 'https://a', webhook_url_file: f"} | ${'at most one of webhook_url & webhook_url_file must be configured'}
    ${"webhook_url: 'ftp://a/marker'"}                 | ${'unsupported scheme'}
    ${"webhook_url: 'https://a', thread: x"}           | ${'field thread not found'}
  `('refuses {$yaml}', ({ yaml, complaint }) => {
    expect(() => read(yaml)).toThrow(complaint);
    expect(() => read(yaml)).not.toThrow(/marker/);
  });
});
