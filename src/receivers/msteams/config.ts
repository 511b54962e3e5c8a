import { type Infer, string } from '../../schema/shape.js';
import { field, struct } from '../../schema/struct.js';
import { chatWebhookFields, checkChatWebhook } from '../chat-webhook.js';
import { httpFields } from '../common-fields.js';

export const msteamsConfig = struct(
  'msteams.plain',
  {
    ...httpFields(true),
    ...chatWebhookFields,
    title: field('title', string, '{{ template "msteams.default.title" . }}'),
    summary: field('summary', string, '{{ template "msteams.default.summary" . }}'),
    text: field('text', string, '{{ template "msteams.default.text" . }}'),
  },
  checkChatWebhook,
);

export type MsteamsConfig = Infer<typeof msteamsConfig>;
