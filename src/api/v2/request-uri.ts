/** The usual case, decided at once. */
const PLAIN = /^https?:\/\/[A-Za-z0-9.-]+(?::\d*)?(?:[/?][!#-$&-~]*)?$/;

/** Whether Go's url.ParseRequestURI takes it: an absolute URI or an absolute path. */
export function isRequestUri(uri: string): boolean {
  if (PLAIN.test(uri) || uri === '*') return true;
  if (uri === '' || hasControl(uri)) return false;
  const scheme = /^[A-Za-z][A-Za-z0-9+.-]*(?=:)/.exec(uri)?.[0] ?? '';
  if (scheme === '' && uri.startsWith(':')) return false;
  const [rest = ''] = (scheme === '' ? uri : uri.slice(scheme.length + 1)).split('?', 1);
  if (!rest.startsWith('/')) return scheme !== '';
  if (!rest.startsWith('//') || (scheme === '' && rest.startsWith('///'))) return isEscapedRight(rest);

  const end = rest.indexOf('/', 2);
  const authority = rest.slice(2, end < 0 ? undefined : end);
  return isAuthority(authority) && isEscapedRight(end < 0 ? '' : rest.slice(end));
}

function hasControl(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x20 || unit === 0x7f) return true;
  }
  return false;
}

function isAuthority(authority: string): boolean {
  const at = authority.lastIndexOf('@');
  const user = at < 0 ? '' : authority.slice(0, at);
  const host = authority.slice(at + 1);
  if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(user) || !isEscapedRight(user)) return false;
  if (host.startsWith('[')) return /^\[[^\]\s]*\](?::\d*)?$/.test(host);
  const colon = host.lastIndexOf(':');
  if (colon >= 0 && !/^\d*$/.test(host.slice(colon + 1))) return false;
  // Only bytes beyond ASCII may be escaped in a host.
  return /^(?:[A-Za-z0-9\-._~!$&'()*+,;=:[\]<>"\u0080-\uffff]|%[89A-Fa-f][0-9A-Fa-f]|%25)*$/.test(host);
}

function isEscapedRight(text: string): boolean {
  return !/%(?![0-9A-Fa-f]{2})/.test(text);
}
