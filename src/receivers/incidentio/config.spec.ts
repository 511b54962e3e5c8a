import { configOf } from '../../../test/support/receiver-deps.js';
import { incidentioConfig } from './config.js';

describe('incidentioConfig', () => {
  it.each`
    yaml                                                                                      | complaint
    ${'max_alerts: 1'}                                                                        | ${'one of url or url_file must be configured'}
    ${'url: http://x, url_file: f'}                                                           | ${'at most one of url & url_file must be configured'}
    ${'url: http://x, max_alerts: -1'}                                                        | ${'cannot unmarshal a negative number into uint64'}
    ${'url: http://x, http_config: {}'}                                                       | ${'at least one of alert_source_token, alert_source_token_file or http_config.authorization must be configured'}
    ${'url: http://x, alert_source_token: a, alert_source_token_file: f'}                     | ${'at most one of alert_source_token & alert_source_token_file must be configured'}
    ${'url: http://x, alert_source_token: a, http_config: {authorization: {credentials: b}}'} | ${'cannot specify alert_source_token or alert_source_token_file when using http_config.authorization'}
  `('refuses {$yaml}', ({ yaml, complaint }) => {
    expect(() => configOf(incidentioConfig, `{${yaml}}`)).toThrow(complaint);
  });

  it('takes a URL alone, as Alertmanager does', () => {
    expect(configOf(incidentioConfig, '{url: http://x}')).toMatchObject({ url: 'http://x', sendResolved: true });
  });
});
