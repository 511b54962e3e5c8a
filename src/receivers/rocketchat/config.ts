import { list } from '../../schema/collections.js';
import { boolean, type Infer, string } from '../../schema/shape.js';
import { field, optional, struct } from '../../schema/struct.js';
import { secret, url } from '../../schema/texts.js';
import { atMostOne, httpFields, NO_SECRET } from '../common-fields.js';

const rocketchatField = struct('rocketchat.Field', {
  title: field('title', string, ''),
  value: field('value', string, ''),
  short: optional('short', boolean),
});

/** Alertmanager's struct has no YAML names: its keys are Go's names in lower case. The readable ones work, too. */
const action = struct('rocketchat.Action', {
  type: field('type', string, ''),
  text: field('text', string, ''),
  url: field('url', string, ''),
  msg: field('msg', string, ''),
  imageUrl: field('imageurl', string, ''),
  imageUrlReadable: field('image_url', string, ''),
  isWebView: field('iswebview', boolean, false),
  webViewHeightRatio: field('webviewheightratio', string, ''),
  msgInChatWindow: field('msginchatwindow', boolean, false),
  msgProcessingType: field('msgprocessingtype', string, ''),
});

export const rocketchatConfig = struct(
  'rocketchat.plain',
  {
    ...httpFields(false),
    apiUrl: optional('api_url', url),
    tokenId: field('token_id', secret, NO_SECRET),
    tokenIdFile: field('token_id_file', string, ''),
    token: field('token', secret, NO_SECRET),
    tokenFile: field('token_file', string, ''),
    channel: field('channel', string, ''),
    color: field('color', string, '{{ if eq .Status "firing" }}red{{ else }}green{{ end }}'),
    title: field('title', string, '{{ template "rocketchat.default.title" . }}'),
    titleLink: field('title_link', string, '{{ template "rocketchat.default.titlelink" . }}'),
    text: field('text', string, '{{ template "rocketchat.default.text" . }}'),
    fields: field('fields', list(rocketchatField), []),
    shortFields: field('short_fields', boolean, false, 'always'),
    emoji: field('emoji', string, '{{ template "rocketchat.default.emoji" . }}'),
    iconUrl: field('icon_url', string, '{{ template "rocketchat.default.iconurl" . }}'),
    imageUrl: field('image_url', string, ''),
    thumbUrl: field('thumb_url', string, ''),
    linkNames: field('link_names', boolean, false, 'always'),
    actions: field('actions', list(action), []),
  },
  (config, complain) => {
    atMostOne(complain, 'token & token_file', config.token, config.tokenFile);
    atMostOne(complain, 'token_id & token_id_file', config.tokenId, config.tokenIdFile);
  },
);

export type RocketchatConfig = Infer<typeof rocketchatConfig>;
