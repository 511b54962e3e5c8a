import type { Secret } from '../schema/secret.js';
import { string } from '../schema/shape.js';
import { type Complain, field, optional } from '../schema/struct.js';
import { secretUrl } from '../schema/texts.js';
import { atMostOne, isSet } from './common-fields.js';

/** The address of a chat's incoming webhook, or the file that holds it. */
export const chatWebhookFields = {
  webhookUrl: optional('webhook_url', secretUrl),
  webhookUrlFile: field('webhook_url_file', string, ''),
};

export function checkChatWebhook(
  config: { readonly webhookUrl: Secret | undefined; readonly webhookUrlFile: string },
  complain: Complain,
): void {
  if (!isSet(config.webhookUrl) && config.webhookUrlFile === '') {
    complain('one of webhook_url or webhook_url_file must be configured');
  }
  atMostOne(complain, 'webhook_url & webhook_url_file', config.webhookUrl, config.webhookUrlFile);
}
