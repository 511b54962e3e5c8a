import { type Infer, string } from '../../schema/shape.js';
import { field, optional, struct } from '../../schema/struct.js';
import { secret, url } from '../../schema/texts.js';
import { atMostOne, httpFields, NO_SECRET } from '../common-fields.js';

const MESSAGE_TYPE = /^(text|markdown)$/;

export const wechatConfig = struct(
  'wechat.plain',
  {
    ...httpFields(false),
    apiSecret: field('api_secret', secret, NO_SECRET),
    apiSecretFile: field('api_secret_file', string, ''),
    corpId: field('corp_id', string, ''),
    message: field('message', string, '{{ template "wechat.default.message" . }}'),
    apiUrl: optional('api_url', url),
    toUser: field('to_user', string, '{{ template "wechat.default.to_user" . }}'),
    toParty: field('to_party', string, '{{ template "wechat.default.to_party" . }}'),
    toTag: field('to_tag', string, '{{ template "wechat.default.to_tag" . }}'),
    agentId: field('agent_id', string, '{{ template "wechat.default.agent_id" . }}'),
    messageType: field('message_type', string, 'text'),
  },
  (config, complain) => {
    atMostOne(complain, 'api_secret & api_secret_file', config.apiSecret, config.apiSecretFile);
    if (config.messageType !== '' && !MESSAGE_TYPE.test(config.messageType)) {
      const shown = JSON.stringify(config.messageType);
      complain(`weChat message type ${shown} does not match valid options ${MESSAGE_TYPE.source}`, 'message_type');
    }
  },
);

export type WechatConfig = Infer<typeof wechatConfig>;
