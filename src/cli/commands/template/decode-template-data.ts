import { scanJson } from '../../../api/v2/scan-json.js';
import type { TemplateData } from '../../../template/notification-data.js';
import { readTemplateData } from '../../../template/template-data-json.js';

/**
 * Reads the data of a template from a JSON text.
 *
 * @throws {Error} with Go's text where it is no JSON
 */
export function decodeTemplateData(json: string): TemplateData {
  const scanned = scanJson(json);
  if (scanned.kind === 'empty') throw new Error('unexpected end of JSON input');
  if (scanned.kind === 'broken') {
    throw new Error(scanned.reason === 'unexpected EOF' ? 'unexpected end of JSON input' : scanned.reason);
  }
  const rest = json.slice(scanned.end).trimStart();
  if (rest !== '') throw new Error(`invalid character '${rest.charAt(0)}' after top-level value`);
  return readTemplateData(JSON.parse(json));
}
