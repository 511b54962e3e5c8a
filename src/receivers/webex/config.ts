import { type Infer, string } from '../../schema/shape.js';
import { field, optional, struct } from '../../schema/struct.js';
import { url } from '../../schema/texts.js';
import { httpFields } from '../common-fields.js';

export const webexConfig = struct(
  'webex.plain',
  {
    ...httpFields(true),
    apiUrl: optional('api_url', url),
    message: field('message', string, '{{ template "webex.default.message" . }}'),
    roomId: field('room_id', string, '', 'always'),
  },
  (config, complain) => {
    if (config.roomId === '') complain('missing room_id on webex_config');
    if (config.httpConfig?.authorization === undefined) {
      complain('missing webex_configs.http_config.authorization', 'http_config');
    }
  },
);

export type WebexConfig = Infer<typeof webexConfig>;
