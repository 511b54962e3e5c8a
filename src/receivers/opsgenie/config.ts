import { list, map } from '../../schema/collections.js';
import { boolean, type Infer, string } from '../../schema/shape.js';
import { field, optional, struct } from '../../schema/struct.js';
import { secret, url } from '../../schema/texts.js';
import { atMostOne, httpFields, NO_SECRET } from '../common-fields.js';

const RESPONDER_TYPE = /^(team|teams|user|escalation|schedule)$/;

const responder = struct('opsgenie.Responder', {
  id: field('id', string, ''),
  name: field('name', string, ''),
  username: field('username', string, ''),
  type: field('type', string, ''),
});

export const opsgenieConfig = struct(
  'opsgenie.plain',
  {
    ...httpFields(true),
    apiKey: field('api_key', secret, NO_SECRET),
    apiKeyFile: field('api_key_file', string, ''),
    apiUrl: optional('api_url', url),
    message: field('message', string, '{{ template "opsgenie.default.message" . }}'),
    description: field('description', string, '{{ template "opsgenie.default.description" . }}'),
    source: field('source', string, '{{ template "opsgenie.default.source" . }}'),
    details: field('details', map(string), {}),
    entity: field('entity', string, ''),
    responders: field('responders', list(responder), []),
    actions: field('actions', string, ''),
    tags: field('tags', string, ''),
    note: field('note', string, ''),
    priority: field('priority', string, ''),
    updateAlerts: field('update_alerts', boolean, false),
  },
  (config, complain) => {
    atMostOne(complain, 'api_key & api_key_file', config.apiKey, config.apiKeyFile);
    for (const { id, name, username, type } of config.responders) {
      const shown = `opsGenieConfig responder {${id} ${name} ${username} ${type}}`;
      if (id === '' && name === '' && username === '') {
        complain(`${shown} has to have at least one of id, username or name specified`, 'responders');
      }
      if (!type.includes('{{') && !RESPONDER_TYPE.test(type.toLowerCase())) {
        complain(`${shown} type does not match valid options ${RESPONDER_TYPE.source}`, 'responders');
      }
    }
  },
);

export type OpsgenieConfig = Infer<typeof opsgenieConfig>;
