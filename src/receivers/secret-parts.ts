import { type ReadFile, secretValue } from '../httpclient/file-secret.js';
import type { HttpConfig } from '../httpclient/http-config.js';

/** Shorter parts of a URL say nothing by themselves, and a message without them could not be read. */
const PART_MIN = 8;

/** A URL that is a secret, and the parts of it that a vendor may repeat. */
export function partsOfUrl(url: string): string[] {
  if (!URL.canParse(url)) return [url];
  const { href, pathname, search, searchParams, username, password } = new URL(url);
  const parts = [`${pathname}${search}`, pathname, search, ...pathname.split('/'), ...searchParams.values()];
  // As a proxy is told it.
  const proof = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  return [
    url,
    href,
    password,
    ...(password === '' ? [] : [proof]),
    ...parts.filter(({ length }) => length >= PART_MIN),
  ];
}

/**
 * What an `http_config` sends that no error may show, with what its files hold now. A file that cannot be read has
 * nothing to hide, and fails the request.
 */
export async function secretsOfHttp(config: HttpConfig, read: ReadFile): Promise<string[]> {
  const { basicAuth, authorization, oauth2, httpHeaders } = config;
  const reveal = (...[value, file]: [Parameters<typeof secretValue>[0], string]) =>
    secretValue(value, file, read).catch(() => '');
  const found: string[] = [];
  if (basicAuth !== undefined) {
    const user = basicAuth.username || (await reveal(undefined, basicAuth.usernameFile));
    const password = await reveal(basicAuth.password, basicAuth.passwordFile);
    found.push(password, Buffer.from(`${user}:${password}`).toString('base64'));
  }
  if (authorization !== undefined) {
    found.push(await reveal(authorization.credentials, authorization.credentialsFile));
  }
  if (oauth2 !== undefined) found.push(await reveal(oauth2.clientSecret, oauth2.clientSecretFile));
  for (const { secrets, files } of Object.values(httpHeaders)) {
    found.push(...secrets.map((secret) => secret.reveal()));
    for (const file of files) found.push(await reveal(undefined, file));
  }
  return found;
}
