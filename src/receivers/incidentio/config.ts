import { type Infer, integer, string } from '../../schema/shape.js';
import { field, optional, struct } from '../../schema/struct.js';
import { goDuration, secret, url } from '../../schema/texts.js';
import { atMostOne, httpFields, isSet, NO_SECRET } from '../common-fields.js';

export const incidentioConfig = struct(
  'incidentio.plain',
  {
    ...httpFields(true),
    url: optional('url', url),
    urlFile: field('url_file', string, '', 'always'),
    alertSourceToken: field('alert_source_token', secret, NO_SECRET),
    alertSourceTokenFile: field('alert_source_token_file', string, ''),
    maxAlerts: field('max_alerts', integer, 0, 'always'),
    timeout: field('timeout', goDuration, 0, 'always'),
  },
  (config, complain) => {
    const hasToken = isSet(config.alertSourceToken) || config.alertSourceTokenFile !== '';
    if (config.url === undefined && config.urlFile === '') complain('one of url or url_file must be configured');
    atMostOne(complain, 'url & url_file', config.url, config.urlFile);
    atMostOne(
      complain,
      'alert_source_token & alert_source_token_file',
      config.alertSourceToken,
      config.alertSourceTokenFile,
    );
    if (config.maxAlerts < 0) complain('cannot unmarshal a negative number into uint64', 'max_alerts');
    if (config.httpConfig?.authorization !== undefined && hasToken) {
      complain('cannot specify alert_source_token or alert_source_token_file when using http_config.authorization');
    }
    // Alertmanager looks for the missing token only where there is an http_config.
    if (config.httpConfig !== undefined && config.httpConfig.authorization === undefined && !hasToken) {
      complain(
        'at least one of alert_source_token, alert_source_token_file or http_config.authorization must be configured',
      );
    }
  },
);

export type IncidentioConfig = Infer<typeof incidentioConfig>;
