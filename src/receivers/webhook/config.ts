import { any } from '../../schema/collections.js';
import { MASK } from '../../schema/secret.js';
import { type Infer, integer, string } from '../../schema/shape.js';
import { field, optional, struct } from '../../schema/struct.js';
import { checkedUrl, goDuration, secretText } from '../../schema/texts.js';
import { parseTemplate } from '../../template/engine/parser.js';
import { atMostOne, httpFields, isSet } from '../common-fields.js';

/** A secret URL, or a template that becomes one. */
const templatedUrl = secretText(
  'URL',
  (text) => {
    if (text === '' || text === MASK) return text;
    const isTemplate = text.includes('{{');
    try {
      if (isTemplate) parseTemplate('', text, () => true);
      else checkedUrl(text, MASK);
      return text;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new Error(`${isTemplate ? 'invalid template syntax' : 'invalid URL'}: ${message}`, { cause: error });
    }
  },
  (value) => value.reveal() === '',
);

export const webhookConfig = struct(
  'webhook.plain',
  {
    ...httpFields(true),
    url: optional('url', templatedUrl),
    urlFile: field('url_file', string, '', 'always'),
    /** 0: all alerts. */
    maxAlerts: field('max_alerts', integer, 0, 'always'),
    /** 0: the notification's own deadline. */
    timeout: field('timeout', goDuration, 0, 'always'),
    /** Takes the place of the whole body. */
    payload: optional('payload', any),
  },
  (config, complain) => {
    if (!isSet(config.url) && config.urlFile === '') complain('one of url or url_file must be configured');
    atMostOne(complain, 'url & url_file', config.url, config.urlFile);
    if (config.maxAlerts < 0) complain('cannot unmarshal a negative number into uint64', 'max_alerts');
  },
);

export type WebhookConfig = Infer<typeof webhookConfig>;
