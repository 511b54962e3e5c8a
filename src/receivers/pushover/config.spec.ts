import { configOf } from '../../../test/support/receiver-deps.js';
import { pushoverConfig } from './config.js';

const KEYS = 'token: t, user_key: u';
const read = (yaml: string) => configOf(pushoverConfig, `{${yaml}}`);

describe('pushoverConfig', () => {
  it('needs two keys alone', () => {
    expect(read(KEYS)).toMatchObject({
      title: '{{ template "pushover.default.title" . }}',
      message: '{{ template "pushover.default.message" . }}',
      url: '{{ template "pushover.default.url" . }}',
      priority: '{{ if eq .Status "firing" }}2{{ else }}0{{ end }}',
      retry: 60_000,
      expire: 3_600_000,
      ttl: 0,
      sendResolved: true,
    });
  });

  it.each`
    yaml                                              | complaint
    ${'token: t'}                                     | ${'one of user_key or user_key_file must be configured'}
    ${'user_key: u'}                                  | ${'one of token or token_file must be configured'}
    ${'token: t, user_key: s3cr3t, user_key_file: f'} | ${'at most one of user_key & user_key_file must be configured'}
    ${'user_key: u, token: s3cr3t, token_file: f'}    | ${'at most one of token & token_file must be configured'}
    ${`${KEYS}, html: true, monospace: true`}         | ${'at most one of monospace & html must be configured'}
    ${`${KEYS}, retry: 60`}                           | ${'retry'}
    ${`${KEYS}, expire: 1d`}                          | ${'expire'}
  `('refuses {$yaml}', ({ yaml, complaint }) => {
    expect(() => read(yaml)).toThrow(complaint);
    expect(() => read(yaml)).not.toThrow(/s3cr3t/);
  });
});
