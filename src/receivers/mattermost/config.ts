import { list } from '../../schema/collections.js';
import { boolean, type Infer, string } from '../../schema/shape.js';
import { field, optional, struct } from '../../schema/struct.js';
import { chatWebhookFields } from '../chat-webhook.js';
import { atMostOne, httpFields } from '../common-fields.js';

const mattermostField = struct(
  'mattermost.Field',
  {
    title: field('title', string, ''),
    value: field('value', string, ''),
    short: optional('short', boolean),
  },
  ({ title, value }, complain) => {
    if (title === '') complain('missing title in Mattermost field configuration');
    if (value === '') complain('missing value in Mattermost field configuration');
  },
);

const attachmentFields = {
  fallback: field('fallback', string, ''),
  color: field('color', string, ''),
  pretext: field('pretext', string, ''),
  text: field('text', string, ''),
  authorName: field('author_name', string, ''),
  authorLink: field('author_link', string, ''),
  authorIcon: field('author_icon', string, ''),
  title: field('title', string, ''),
  titleLink: field('title_link', string, ''),
  fields: field('fields', list(mattermostField), []),
  thumbUrl: field('thumb_url', string, ''),
  footer: field('footer', string, ''),
  footerIcon: field('footer_icon', string, ''),
  imageUrl: field('image_url', string, ''),
};

const props = struct('mattermost.Props', { card: optional('card', string) });

const priority = struct('mattermost.Priority', {
  priority: field('priority', string, ''),
  requestedAck: field('requested_ack', boolean, false),
  persistentNotifications: field('persistent_notifications', boolean, false),
});

export const mattermostConfig = struct(
  'mattermost.plain',
  {
    ...httpFields(true),
    ...chatWebhookFields,
    channel: field('channel', string, ''),
    username: field('username', string, '{{ template "mattermost.default.username" . }}'),
    iconUrl: field('icon_url', string, ''),
    iconEmoji: field('icon_emoji', string, ''),
    ...attachmentFields,
    fallback: field('fallback', string, '{{ template "mattermost.default.fallback" . }}'),
    color: field('color', string, '{{ template "mattermost.default.color" . }}'),
    text: field('text', string, '{{ template "mattermost.default.text" . }}'),
    title: field('title', string, '{{ template "mattermost.default.title" . }}'),
    titleLink: field('title_link', string, '{{ template "mattermost.default.titlelink" . }}'),
    attachments: field('attachments', list(struct('mattermost.Attachment', attachmentFields)), []),
    type: field('type', string, ''),
    props: optional('props', props),
    priority: optional('priority', priority),
  },
  (config, complain) => {
    atMostOne(complain, 'webhook_url & webhook_url_file', config.webhookUrl, config.webhookUrlFile);
  },
);

export type MattermostConfig = Infer<typeof mattermostConfig>;
