import { list } from '../../schema/collections.js';
import { boolean, type Infer, string } from '../../schema/shape.js';
import { field, optional, struct } from '../../schema/struct.js';
import { goDuration, secret, secretUrl, url } from '../../schema/texts.js';
import { atMostOne, httpFields, isSet, NO_SECRET } from '../common-fields.js';

export const SLACK_POST_MESSAGE_URL = 'https://slack.com/api/chat.postMessage';

const slackField = struct(
  'slack.Field',
  {
    title: field('title', string, ''),
    value: field('value', string, ''),
    short: optional('short', boolean),
  },
  ({ title, value }, complain) => {
    if (title === '') complain('missing title in Slack field configuration');
    if (value === '') complain('missing value in Slack field configuration');
  },
);

const confirm = struct(
  'slack.ConfirmationField',
  {
    text: field('text', string, ''),
    title: field('title', string, ''),
    okText: field('ok_text', string, ''),
    dismissText: field('dismiss_text', string, ''),
  },
  ({ text }, complain) => {
    if (text === '') complain('missing text in Slack confirmation configuration');
  },
);

const actionShape = struct(
  'slack.Action',
  {
    type: field('type', string, ''),
    text: field('text', string, ''),
    url: field('url', string, ''),
    style: field('style', string, ''),
    name: field('name', string, ''),
    value: field('value', string, ''),
    confirm: optional('confirm', confirm),
  },
  (action, complain) => {
    if (action.type === '') complain('missing type in Slack action configuration');
    if (action.text === '') complain('missing text in Slack action configuration');
    if (action.url === '' && action.name === '') complain('missing name or url in Slack action configuration');
  },
);

/** A link cannot be a button as well: Alertmanager drops name, value and confirm then. */
const action: typeof actionShape = {
  ...actionShape,
  decode(value, place) {
    const decoded = actionShape.decode(value, place);
    if (decoded === undefined || decoded.url === '') return decoded;
    return { ...decoded, name: '', value: '', confirm: undefined };
  },
};

export const slackConfig = struct(
  'slack.plain',
  {
    ...httpFields(false),
    apiUrl: optional('api_url', secretUrl),
    apiUrlFile: field('api_url_file', string, ''),
    appToken: field('app_token', secret, NO_SECRET),
    appTokenFile: field('app_token_file', string, ''),
    appUrl: optional('app_url', url),
    channel: field('channel', string, ''),
    username: field('username', string, '{{ template "slack.default.username" . }}'),
    color: field('color', string, '{{ template "slack.default.color" . }}'),
    title: field('title', string, '{{ template "slack.default.title" . }}'),
    titleLink: field('title_link', string, '{{ template "slack.default.titlelink" . }}'),
    pretext: field('pretext', string, '{{ template "slack.default.pretext" . }}'),
    text: field('text', string, '{{ template "slack.default.text" . }}'),
    messageText: field('message_text', string, ''),
    fields: field('fields', list(slackField), []),
    shortFields: field('short_fields', boolean, false, 'always'),
    footer: field('footer', string, '{{ template "slack.default.footer" . }}'),
    fallback: field('fallback', string, '{{ template "slack.default.fallback" . }}'),
    callbackId: field('callback_id', string, '{{ template "slack.default.callbackid" . }}'),
    iconEmoji: field('icon_emoji', string, '{{ template "slack.default.iconemoji" . }}'),
    iconUrl: field('icon_url', string, '{{ template "slack.default.iconurl" . }}'),
    imageUrl: field('image_url', string, ''),
    thumbUrl: field('thumb_url', string, ''),
    linkNames: field('link_names', boolean, false, 'always'),
    mrkdwnIn: optional('mrkdwn_in', list(string)),
    actions: field('actions', list(action), []),
    updateMessage: field('update_message', boolean, false, 'always'),
    timeout: field('timeout', goDuration, 0, 'always'),
  },
  (config, complain) => {
    atMostOne(complain, 'api_url & api_url_file', config.apiUrl, config.apiUrlFile);
    atMostOne(complain, 'app_token & app_token_file', config.appToken, config.appTokenFile);
    const hasApiUrl = isSet(config.apiUrl) || config.apiUrlFile !== '';
    const hasToken = isSet(config.appToken) || config.appTokenFile !== '';
    if (hasApiUrl && hasToken) {
      complain('at most one of api_url/api_url_file & app_token/app_token_file must be configured');
    }
    // Alertmanager refuses app tokens here, by a crash: they are bot tokens, and can update.
    if (config.updateMessage && hasApiUrl && config.apiUrl?.reveal() !== SLACK_POST_MESSAGE_URL) {
      complain(
        `update_message can only be used with bot tokens. api_url must be set to ${SLACK_POST_MESSAGE_URL}`,
        'update_message',
      );
    }
  },
);

export type SlackConfig = Infer<typeof slackConfig> & {
  /** One message for each group, edited in place, and an answer to it for each change; said in `tocsin.yml`. */
  readonly postUpdatesToThread?: boolean;
};
