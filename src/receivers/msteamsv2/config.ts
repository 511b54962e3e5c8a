import { type Infer, string } from '../../schema/shape.js';
import { field, struct } from '../../schema/struct.js';
import { chatWebhookFields, checkChatWebhook } from '../chat-webhook.js';
import { httpFields } from '../common-fields.js';

export const msteamsv2Config = struct(
  'msteamsv2.plain',
  {
    ...httpFields(true),
    ...chatWebhookFields,
    title: field('title', string, '{{ template "msteamsv2.default.title" . }}'),
    text: field('text', string, '{{ template "msteamsv2.default.text" . }}'),
  },
  checkChatWebhook,
);

export type Msteamsv2Config = Infer<typeof msteamsv2Config>;
