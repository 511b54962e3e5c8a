import { type ReadFile, secretValue } from '../httpclient/file-secret.js';
import type { HttpClient } from '../httpclient/http-client.js';
import { DEFAULT_HTTP_CONFIG, type HttpConfig } from '../httpclient/http-config.js';
import type { HttpResponse } from '../httpclient/http-message.js';
import type { Outcome } from '../notify/outcome.js';
import type { Secret } from '../schema/secret.js';
import { attempt, making } from './attempt.js';
import { explained } from './explained.js';
import { goJson } from './go-json.js';
import { partsOfUrl, secretsOfHttp } from './secret-parts.js';

export interface ChatPost {
  /** Of the integration; its fields are those of `chatWebhookFields`. */
  readonly config: {
    readonly webhookUrl: Secret | undefined;
    readonly webhookUrlFile: string;
    readonly httpConfig: HttpConfig | undefined;
  };
  readonly client: HttpClient;
  readonly read: ReadFile;
  /** Of the integration's type. */
  readonly name: string;
  readonly signal: AbortSignal;
  /** @throws {Error} where a template fails */
  readonly message: () => unknown;
  /** @param secrets that no error may show */
  readonly judge: (response: HttpResponse, secrets: readonly string[]) => Outcome;
}

/** Posts a message to the incoming webhook of a chat, whose address is the secret. */
export async function postToChat({ config, client, read, name, signal, message, judge }: ChatPost): Promise<Outcome> {
  const prepared = await making(async () => {
    const body = goJson(message());
    const url = await webhookUrl(config, read);
    const secrets = [...partsOfUrl(url), ...(await secretsOfHttp(config.httpConfig ?? DEFAULT_HTTP_CONFIG, read))];
    return { url, body, secrets };
  });
  if ('failed' in prepared) return prepared.failed;
  const { url, body, secrets } = prepared.made;
  return attempt({
    client,
    request: { method: 'POST', url, headers: { 'content-type': 'application/json' }, body },
    signal,
    timeoutMs: 0,
    name,
    judge: (response) => judge(response, secrets),
  });
}

async function webhookUrl(config: ChatPost['config'], read: ReadFile): Promise<string> {
  const url = await explained('read webhook_url_file', () =>
    secretValue(config.webhookUrl, config.webhookUrlFile, read),
  );
  if (url === '') throw new Error('webhook url missing');
  if (!URL.canParse(url)) throw new Error('webhook url is not a URL');
  return url;
}
