/** What a client says who it is. */
export interface Credentials {
  readonly user: string;
  /** Bytes: a password need not be text. */
  readonly password: Buffer;
}

/**
 * Reads an Authorization header as strictly as Go's Request.BasicAuth does.
 *
 * @returns undefined when it holds no user and password
 */
export function basicCredentials(header: string | undefined): Credentials | undefined {
  const [, encoded = ''] = /^basic (.*)$/i.exec(header ?? '') ?? [];
  if (encoded === '' || encoded.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(encoded)) return undefined;
  const decoded = Buffer.from(encoded, 'base64');
  const colon = decoded.indexOf(':');
  if (colon < 0) return undefined;
  return { user: decoded.subarray(0, colon).toString('utf8'), password: decoded.subarray(colon + 1) };
}
