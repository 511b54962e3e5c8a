import { goJson } from './go-json.js';
import { truncateToFit } from './truncate-to-fit.js';

/** What Teams takes of one message, connectors' and workflows' alike (Microsoft, "Limits and specifications for Teams"). */
const BODY_BYTES_MAX = 28 * 1024;

/**
 * A message whose text is cut to what Teams takes. Alertmanager sends it whole: a connector then answers 200 and a
 * workflow 202, and nobody sees a message.
 *
 * @param make the message with that text
 */
export function withinCardLimit<T>(text: string, make: (text: string) => T): T {
  return make(truncateToFit(text, (cut) => Buffer.byteLength(goJson(make(cut))) <= BODY_BYTES_MAX));
}
