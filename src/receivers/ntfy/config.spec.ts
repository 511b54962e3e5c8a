import { configOf } from '../../../test/support/receiver-deps.js';
import { ntfyConfig } from './config.js';

const read = (yaml: string) => configOf(ntfyConfig, `{${yaml}}`);

describe('ntfyConfig', () => {
  it('needs a topic alone', () => {
    expect(read('topic: alerts')).toMatchObject({
      url: 'https://ntfy.sh',
      topic: 'alerts',
      username: '',
      title: '{{ template "__subject" . }}',
      message: '{{ template "pushover.default.message" . }}',
      click: '{{ template "__alertmanagerURL" . }}',
      icon: '',
      markdown: false,
      sendResolved: true,
    });
  });

  it.each`
    yaml                                                                            | complaint
    ${'url: "https://ntfy.sh"'}                                                     | ${'missing topic in ntfy config'}
    ${'topic: a, url: ntfy.sh'}                                                     | ${'unsupported scheme'}
    ${'topic: a, url: "https://ntfy.sh/a"'}                                         | ${'url has to be that of the server, without the topic'}
    ${'topic: a, token: t, token_file: f'}                                          | ${'at most one of token & token_file must be configured'}
    ${'topic: a, username: u, password: p, password_file: f'}                       | ${'at most one of password & password_file must be configured'}
    ${'topic: a, token: t, username: u, password: p'}                               | ${'at most one of token/token_file & username with password/password_file must be configured'}
    ${'topic: a, password: p'}                                                      | ${'missing username for password in ntfy config'}
    ${'topic: a, username: u'}                                                      | ${'one of password or password_file must be configured'}
    ${'topic: a, token: t, http_config: {basic_auth: {username: u, password: pw}}'} | ${'http_config cannot hold basic_auth, authorization or oauth2'}
    ${'topic: a, prioritys: 4'}                                                     | ${'did you mean "priority"?'}
  `('refuses {$yaml}', ({ yaml, complaint }) => {
    expect(() => read(yaml)).toThrow(complaint);
  });

  it('leaves the Authorization header to http_config where it has no keys of its own', () => {
    expect(read('topic: a, http_config: {authorization: {credentials: tk_1}}').httpConfig).toBeDefined();
  });
});
