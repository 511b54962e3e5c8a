/** Where users reach this server. */
export interface ExternalUrl {
  /** Without a trailing slash: the base of every link. */
  readonly url: string;
  /** Its path: empty, or with a leading and no trailing slash. */
  readonly path: string;
}

/**
 * Reads `--web.external-url`, or makes one of the host's name and the port that was bound. The text is kept as it was
 * written, but for slashes at its end.
 *
 * @throws {Error} with Alertmanager's text
 */
export function externalUrl(given: string, hostname: string, boundPort: number): ExternalUrl {
  const text = given === '' ? `http://${hostname}:${boundPort}/` : given;
  const scheme = schemeOf(text);
  if (scheme !== 'http' && scheme !== 'https') {
    throw new Error(
      `${JSON.stringify(text)}: invalid ${JSON.stringify(scheme)} scheme, only 'http' and 'https' are supported`,
    );
  }
  const [, authority = '', path = '', rest = ''] =
    /^\/\/([^/?#]*)([^?#]*)(.*)$/s.exec(text.slice(scheme.length + 1)) ?? [];
  if (authority === '' || !URL.canParse(`${scheme}://${authority}${path}`)) {
    throw new Error(`${JSON.stringify(text)}: not a valid URL, expected http://host:port/path`);
  }
  const trimmed = path.replace(/\/+$/, '');
  return { url: `${scheme}://${authority}${trimmed}${rest}`, path: trimmed };
}

/**
 * The prefix of all HTTP paths: `/`, or a path with a leading and no trailing slash.
 *
 * @param given `--web.route-prefix`
 */
export function routePrefix(given: string, external: ExternalUrl): string {
  return `/${(given === '' ? external.path : given).replace(/^\/+|\/+$/g, '')}`;
}

/** Lower-case; empty when the text has none. */
function schemeOf(text: string): string {
  return /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(text)?.[1]?.toLowerCase() ?? '';
}
