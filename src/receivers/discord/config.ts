import { type Infer, string } from '../../schema/shape.js';
import { field, struct } from '../../schema/struct.js';
import { chatWebhookFields, checkChatWebhook } from '../chat-webhook.js';
import { httpFields } from '../common-fields.js';

export const discordConfig = struct(
  'discord.plain',
  {
    ...httpFields(true),
    ...chatWebhookFields,
    content: field('content', string, ''),
    title: field('title', string, '{{ template "discord.default.title" . }}'),
    message: field('message', string, '{{ template "discord.default.message" . }}'),
    username: field('username', string, ''),
    avatarUrl: field('avatar_url', string, ''),
  },
  checkChatWebhook,
);

export type DiscordConfig = Infer<typeof discordConfig>;
