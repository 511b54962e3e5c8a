import { any, list, map } from '../../schema/collections.js';
import { type Infer, string } from '../../schema/shape.js';
import { field, optional, struct } from '../../schema/struct.js';
import { goDuration, secret, url } from '../../schema/texts.js';
import { atMostOne, httpFields, isSet, NO_SECRET } from '../common-fields.js';

const image = struct('pagerduty.Image', {
  href: field('href', string, ''),
  src: field('src', string, ''),
  alt: field('alt', string, ''),
});

const link = struct('pagerduty.Link', {
  href: field('href', string, ''),
  text: field('text', string, ''),
});

/** What `details` holds unless it is written otherwise (Alertmanager 0.34). */
const DEFAULT_DETAILS = {
  firing: '{{ .Alerts.Firing | toJson }}',
  resolved: '{{ .Alerts.Resolved | toJson }}',
  num_firing: '{{ .Alerts.Firing | len }}',
  num_resolved: '{{ .Alerts.Resolved | len }}',
};

const shape = struct(
  'pagerduty.plain',
  {
    ...httpFields(true),
    /** Events API v1. */
    serviceKey: field('service_key', secret, NO_SECRET),
    serviceKeyFile: field('service_key_file', string, ''),
    /** Events API v2. */
    routingKey: field('routing_key', secret, NO_SECRET),
    routingKeyFile: field('routing_key_file', string, ''),
    url: optional('url', url),
    client: field('client', string, '{{ template "pagerduty.default.client" . }}'),
    clientUrl: field('client_url', string, '{{ template "pagerduty.default.clientURL" . }}'),
    description: field('description', string, '{{ template "pagerduty.default.description" .}}'),
    details: field(
      'details',
      map(any, () => null),
      {},
    ),
    images: field('images', list(image), []),
    links: field('links', list(link), []),
    source: field('source', string, ''),
    severity: field('severity', string, ''),
    class: field('class', string, ''),
    component: field('component', string, ''),
    group: field('group', string, ''),
    timeout: field('timeout', goDuration, 0, 'always'),
  },
  (config, complain) => {
    const keys = [config.routingKey, config.routingKeyFile, config.serviceKey, config.serviceKeyFile];
    if (!keys.some(isSet)) complain('missing service or routing key in PagerDuty config');
    atMostOne(complain, 'routing_key & routing_key_file', config.routingKey, config.routingKeyFile);
    atMostOne(complain, 'service_key & service_key_file', config.serviceKey, config.serviceKeyFile);
  },
);

export const pagerdutyConfig: typeof shape = {
  ...shape,
  decode(value, place) {
    const config = shape.decode(value, place);
    if (config === undefined) return undefined;
    return { ...config, source: config.source || config.client, details: { ...DEFAULT_DETAILS, ...config.details } };
  },
};

export type PagerdutyConfig = Infer<typeof pagerdutyConfig>;
