import { map } from '../../schema/collections.js';
import { type Infer, string } from '../../schema/shape.js';
import { field, optional, struct } from '../../schema/struct.js';
import { secret, url } from '../../schema/texts.js';
import { atMostOne, httpFields, NO_SECRET } from '../common-fields.js';

const FIXED_FIELDS = [
  'routing_key',
  'message_type',
  'state_message',
  'entity_display_name',
  'monitoring_tool',
  'entity_id',
  'entity_state',
];

export const victoropsConfig = struct(
  'victorops.plain',
  {
    ...httpFields(true),
    apiKey: field('api_key', secret, NO_SECRET),
    apiKeyFile: field('api_key_file', string, ''),
    apiUrl: optional('api_url', url),
    routingKey: field('routing_key', string, '', 'always'),
    messageType: field('message_type', string, 'CRITICAL', 'always'),
    stateMessage: field('state_message', string, '{{ template "victorops.default.state_message" . }}', 'always'),
    entityDisplayName: field(
      'entity_display_name',
      string,
      '{{ template "victorops.default.entity_display_name" . }}',
      'always',
    ),
    monitoringTool: field('monitoring_tool', string, '{{ template "victorops.default.monitoring_tool" . }}', 'always'),
    customFields: field('custom_fields', map(string), {}),
  },
  (config, complain) => {
    if (config.routingKey === '') complain('missing Routing key in VictorOps config');
    atMostOne(complain, 'api_key & api_key_file', config.apiKey, config.apiKeyFile);
    for (const name of FIXED_FIELDS.filter((fixed) => fixed in config.customFields)) {
      complain(
        `victorOps config contains custom field ${name} which cannot be used as it conflicts with the fixed/static fields`,
        'custom_fields',
      );
    }
  },
);

export type VictoropsConfig = Infer<typeof victoropsConfig>;
