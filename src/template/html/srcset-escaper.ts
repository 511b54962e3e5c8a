import { type Content, filterFailsafe } from './content.js';
import { isSafeUrl, normalizeUrl } from './url-escapers.js';

/** For `srcset`: URLs, each with an optional width or density, between commas. */
export function escapeSrcset(content: Content): string {
  return content.kind === 'url'
    ? normalizeUrl(content).replaceAll(',', '%2c')
    : content.text.split(',').map(filterSource).join(',');
}

function filterSource(source: string): string {
  const [, space = '', url = '', metadata = ''] = /^([\t\n\f\r ]*)([^\t\n\f\r ]*)(.*)$/s.exec(source) ?? [];
  return isSafeUrl(url) && /^[\t\n\f\r 0-9A-Za-z]*$/.test(metadata)
    ? space + normalizeUrl({ kind: 'plain', text: url }) + metadata
    : `#${filterFailsafe}`;
}
