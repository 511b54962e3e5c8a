import { boolean, type Infer, string } from '../../schema/shape.js';
import { field, struct } from '../../schema/struct.js';
import { chatWebhookFields, checkChatWebhook } from '../chat-webhook.js';
import { httpFields } from '../common-fields.js';

export const googlechatConfig = struct(
  'googlechat.plain',
  {
    ...httpFields(true),
    ...chatWebhookFields,
    /** In bold, above the text. */
    title: field('title', string, '{{ template "__subject" . }}'),
    text: field(
      'text',
      string,
      '<{{ template "__alertmanagerURL" . }}|View in {{ template "__alertmanager" . }}>\n{{ template "pushover.default.message" . }}',
    ),
    /** All messages of a group in one thread. */
    useThreads: field('use_threads', boolean, true, 'always'),
  },
  checkChatWebhook,
);

export type GooglechatConfig = Infer<typeof googlechatConfig>;
