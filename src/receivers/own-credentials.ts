import type { HttpConfig } from '../httpclient/http-config.js';
import type { Complain } from '../schema/struct.js';

/**
 * For vendors whose keys become the `Authorization` header: a second one of the integration's own `http_config` is
 * refused, since only one can be sent.
 */
export function checkOwnCredentials(config: HttpConfig | undefined, name: string, complain: Complain): void {
  const isTaken =
    config?.basicAuth !== undefined || config?.authorization !== undefined || config?.oauth2 !== undefined;
  if (!isTaken) return;
  complain(
    `http_config cannot hold basic_auth, authorization or oauth2: ${name} is told who sends by the keys beside it`,
    'http_config',
  );
}

/** An `http_config` that leaves the `Authorization` header alone: the global one may be meant for other vendors. */
export function withoutCredentials(config: HttpConfig): HttpConfig {
  return { ...config, basicAuth: undefined, authorization: undefined, oauth2: undefined };
}
