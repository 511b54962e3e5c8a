import { goQuote } from '../../labels/go-quote.js';

/** `--alertmanager.url`, as Go's net/url takes it apart. */
export interface ServerUrl {
  /** In lower case. */
  readonly scheme: string;
  readonly user: { readonly name: string; readonly password: string } | undefined;
  /** With the port where there is one. */
  readonly host: string;
  /** Without a slash at its end; empty for the root. */
  readonly path: string;
}

/** Where amtool looks when the URL says nothing of it. */
const DEFAULT_HOST = 'localhost:9093';
const DEFAULT_SCHEME = 'http';

/** @throws {Error} with the text of Go's url.Parse behind `invalid URL: ` */
export function readServerUrl(text: string): ServerUrl {
  const wrong = (reason: string) => new Error(`invalid URL: parse ${goQuote(text)}: ${reason}`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\x00-\x1f\x7f]/.test(text)) throw wrong('net/url: invalid control character in URL');
  const withoutFragment = text.replace(/#.*$/, '');
  if (withoutFragment.startsWith(':')) throw wrong('missing protocol scheme');
  const [, scheme = '', rest = withoutFragment] = /^([a-zA-Z][a-zA-Z0-9+.-]*):(.*)$/.exec(withoutFragment) ?? [];
  const [beforeQuery = ''] = rest.split('?');
  if (scheme === '' && /^[^/]*:/.test(beforeQuery)) throw wrong('first path segment in URL cannot contain colon');
  // Without a slash behind the scheme the rest says nothing that amtool uses.
  const isOpaque = scheme !== '' && !beforeQuery.startsWith('/');
  const [, authority = '', path = ''] = /^(?:\/\/([^/]*))?(.*)$/.exec(isOpaque ? '' : beforeQuery) ?? [];
  const at = authority.lastIndexOf('@');
  const host = authority.slice(at + 1);
  const problem = hostProblem(host);
  if (problem !== undefined) throw wrong(problem);
  try {
    return {
      scheme: scheme.toLowerCase() || DEFAULT_SCHEME,
      user: at < 0 ? undefined : userInfo(authority.slice(0, at)),
      host: host || DEFAULT_HOST,
      path: cleanPath(decodeURIComponent(path)),
    };
  } catch {
    const bad = /%(?![0-9a-fA-F]{2}).{0,2}/.exec(text)?.[0] ?? '%';
    throw wrong(`invalid URL escape ${goQuote(bad)}`);
  }
}

function userInfo(text: string): { name: string; password: string } {
  const colon = text.indexOf(':');
  const name = colon < 0 ? text : text.slice(0, colon);
  return { name: decodeURIComponent(name), password: colon < 0 ? '' : decodeURIComponent(text.slice(colon + 1)) };
}

function hostProblem(host: string): string | undefined {
  if (host.startsWith('[') && !host.includes(']')) return "missing ']' in host";
  const port = /:([^:\]]*)$/.exec(host.replace(/^\[[^\]]*\]/, ''));
  if (port !== null && !/^\d*$/.test(port[1] ?? '')) return `invalid port ${goQuote(port[0])} after host`;
  const bad = /[\s<>"^`{}|\\]/.exec(host)?.[0];
  return bad === undefined ? undefined : `invalid character ${goQuote(bad)} in host name`;
}

/** Go's path.Join, as far as a server's path needs it. */
function cleanPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.map((part) => `/${part}`).join('');
}
