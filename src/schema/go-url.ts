/** The parts of a URL that configuration is checked by. */
export interface GoUrl {
  /** Lower case; empty where there is none. */
  readonly scheme: string;
  /** With its port; empty where there is none. */
  readonly host: string;
}

/** What may stand in a host as it is, beside letters, digits and bytes above ASCII. */
const HOST_CHARACTERS = /[-_.~!$&'()*+,;=:[\]<>"]/;
const USER_INFO = /^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/;

/**
 * Splits a URL as Go's url.Parse does, which takes more than a browser.
 *
 * @throws {Error} with Go's words, without the URL
 */
export function parseGoUrl(text: string): GoUrl {
  const [beforeFragment = '', fragment] = splitOnce(text, '#');
  if (hasControl(beforeFragment)) throw new Error('net/url: invalid control character in URL');
  const { scheme, rest } = splitScheme(beforeFragment);
  const [hierarchy = ''] = splitOnce(rest, '?');
  if (fragment !== undefined) checkEscapes(fragment);
  if (!hierarchy.startsWith('/')) {
    if (scheme !== '') return { scheme, host: '' };
    if ((splitOnce(hierarchy, '/')[0] ?? '').includes(':')) {
      throw new Error('first path segment in URL cannot contain colon');
    }
  }
  const hasAuthority = hierarchy.startsWith('//') && (scheme !== '' || !hierarchy.startsWith('///'));
  const [, authority = '', path = ''] = (hasAuthority && /^\/\/([^/]*)(.*)$/s.exec(hierarchy)) || ['', '', hierarchy];
  const host = hostOf(authority);
  checkEscapes(path);
  return { scheme, host };
}

function splitScheme(text: string): { readonly scheme: string; readonly rest: string } {
  if (text.startsWith(':')) throw new Error('missing protocol scheme');
  const [, scheme, rest = ''] = /^([A-Za-z][A-Za-z0-9+.-]*):(.*)$/s.exec(text) ?? [];
  return scheme === undefined ? { scheme: '', rest: text } : { scheme: scheme.toLowerCase(), rest };
}

function hostOf(authority: string): string {
  const at = authority.lastIndexOf('@');
  const userInfo = at < 0 ? '' : authority.slice(0, at);
  if (!USER_INFO.test(userInfo)) throw new Error('net/url: invalid userinfo');
  checkEscapes(userInfo);
  const host = authority.slice(at + 1);
  if (host.startsWith('[')) return bracketed(host);
  const colon = host.lastIndexOf(':');
  if (colon >= 0) checkPort(host.slice(colon));
  checkHost(host);
  return host;
}

function bracketed(host: string): string {
  const end = host.lastIndexOf(']');
  if (end < 0) throw new Error("missing ']' in host");
  checkPort(host.slice(end + 1));
  const [address = '', zone = ''] = splitOnce(host.slice(0, end), '%25');
  checkHost(address);
  checkEscapes(zone);
  return host;
}

function checkPort(port: string): void {
  if (port !== '' && !/^:[0-9]*$/.test(port)) throw new Error(`invalid port ${JSON.stringify(port)} after host`);
}

function checkHost(host: string): void {
  for (const [at, char] of [...host].entries()) {
    if (char === '%') {
      // ASCII is not escaped in a host, but for the sign itself.
      const sequence = [...host].slice(at, at + 3).join('');
      if (!/^%(25|[89a-fA-F][0-9a-fA-F])$/.test(sequence)) throw new Error(badEscape(sequence));
    } else if (char < '\x80' && !/[A-Za-z0-9]/.test(char) && !HOST_CHARACTERS.test(char)) {
      throw new Error(`invalid character ${JSON.stringify(char)} in host name`);
    }
  }
}

function checkEscapes(text: string): void {
  const [sequence] = /%(?![0-9a-fA-F]{2}).{0,2}/su.exec(text) ?? [];
  if (sequence !== undefined) throw new Error(badEscape(sequence));
}

function badEscape(sequence: string): string {
  return `invalid URL escape ${JSON.stringify(sequence)}`;
}

function hasControl(text: string): boolean {
  return [...text].some((char) => char < ' ' || char === '\x7f');
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}
