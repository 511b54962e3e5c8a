import { secretValue } from '../../httpclient/file-secret.js';
import type { HttpClient } from '../../httpclient/http-client.js';
import { DEFAULT_HTTP_CONFIG } from '../../httpclient/http-config.js';
import { verdict } from '../../httpclient/retry-verdict.js';
import { noteSecret } from '../../httpclient/transcript.js';
import { type Notification, Notifier } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { attempt, making } from '../attempt.js';
import type { ReceiverDeps } from '../receiver-deps.js';
import { secretsOf } from '../secrets-of.js';
import { vendorsWords } from '../vendors-words.js';
import type { VictoropsConfig } from './config.js';
import { victoropsMessage } from './victorops-message.js';

/** Tells Splunk On-Call, which was VictorOps, by its REST endpoint. The key is a part of the address. */
export class VictoropsNotifier extends Notifier {
  readonly #client: HttpClient;
  readonly #secrets: readonly string[];

  constructor(
    private readonly config: VictoropsConfig,
    private readonly deps: ReceiverDeps,
  ) {
    super();
    this.#client = deps.httpClient(config.httpConfig ?? DEFAULT_HTTP_CONFIG);
    this.#secrets = secretsOf(config);
  }

  override async notify({ groupKey, data, nowMs }: Notification, signal: AbortSignal): Promise<Outcome> {
    const { config, deps } = this;
    const render = (source: string) => deps.templates.text(source, data);
    const prepared = await making(async () => {
      const key = await secretValue(config.apiKey, config.apiKeyFile, deps.read);
      const url = below(config.apiUrl ?? '', `${key}/${render(config.routingKey)}`);
      return {
        key,
        sent: noteSecret(escaped(key)),
        url,
        body: victoropsMessage(config, groupKey, data.status, render),
      };
    });
    if ('failed' in prepared) return prepared.failed;
    const { key, sent, url, body } = prepared.made;
    const details = (text: string) => vendorsWords(text, [...this.#secrets, key, sent]);
    return attempt({
      client: this.#client,
      request: { method: 'POST', url, headers: { 'content-type': 'application/json' }, body },
      signal,
      timeoutMs: 0,
      name: 'victorops',
      judge: (response) => verdict(response, nowMs, { details }),
    });
  }

  override close(): Promise<void> {
    return this.#client.close();
  }
}

/** Adds to the path of an address, which may have a query. */
function below(apiUrl: string, path: string): string {
  const url = new URL(apiUrl);
  url.pathname += escaped(path);
  return url.href;
}

/** As Go escapes a path. */
function escaped(path: string): string {
  return encodeURIComponent(path.toWellFormed())
    .replace(/%(?:24|26|2B|2C|2F|3A|3B|3D|40)/g, decodeURIComponent)
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
