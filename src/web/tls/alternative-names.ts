import { isIPv6 } from 'node:net';

/** One name as Node writes it: quoted, as JSON, where it holds anything that could be taken for the next one. */
const ENTRY = /([A-Za-z ]+):("(?:[^"\\]|\\.)*"|[^",]*)(?:, |$)/y;

const READ = new Set(['DNS', 'email', 'URI', 'IP Address']);

/**
 * The names of a certificate's extension "subject alternative name" that Go knows: of hosts, mail boxes, addresses and
 * resources.
 *
 * @param text as Node writes the extension
 * @returns no name at all where the text is not understood to its end
 */
export function alternativeNames(text: string | undefined): readonly string[] {
  const names: string[] = [];
  let at = 0;
  while (text !== undefined && at < text.length) {
    ENTRY.lastIndex = at;
    const [whole, kind = '', value = ''] = ENTRY.exec(text) ?? [];
    if (whole === undefined) return [];
    at += whole.length;
    if (READ.has(kind)) names.push(plain(value));
  }
  return names;
}

function plain(value: string): string {
  const text = value.startsWith('"') ? String(JSON.parse(value)) : value;
  // In full here, but short in the configuration, as Go prints it.
  return isIPv6(text) ? new URL(`http://[${text}]`).hostname.slice(1, -1) : text;
}
