import { secretValue } from '../../httpclient/file-secret.js';
import type { HttpClient } from '../../httpclient/http-client.js';
import { DEFAULT_HTTP_CONFIG } from '../../httpclient/http-config.js';
import type { HttpResponse } from '../../httpclient/http-message.js';
import { verdict } from '../../httpclient/retry-verdict.js';
import { type Notification, Notifier } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { attempt, making } from '../attempt.js';
import { isSet } from '../common-fields.js';
import { explained, explainedNow } from '../explained.js';
import type { ReceiverDeps } from '../receiver-deps.js';
import type { PagerdutyConfig } from './config.js';
import { messageV1, messageV2, renderDetails } from './pagerduty-message.js';

/** Events API v1 has one address. */
export const PAGERDUTY_V1_URL = 'https://events.pagerduty.com/generic/2010-04-15/create_event.json';

/** Triggers and resolves PagerDuty incidents by the Events API, v1 where a service key is configured. */
export class PagerdutyNotifier extends Notifier {
  readonly #client: HttpClient;
  readonly #isV1: boolean;

  /** @param v1Url where Events API v1 is; another one in tests */
  constructor(
    private readonly config: PagerdutyConfig,
    private readonly deps: ReceiverDeps,
    private readonly v1Url = PAGERDUTY_V1_URL,
  ) {
    super();
    this.#client = deps.httpClient(config.httpConfig ?? DEFAULT_HTTP_CONFIG);
    this.#isV1 = isSet(config.serviceKey) || config.serviceKeyFile !== '';
  }

  override async notify(notification: Notification, signal: AbortSignal): Promise<Outcome> {
    const body = await making(() => this.#body(notification));
    if ('failed' in body) return body.failed;
    const url = this.#isV1 ? this.v1Url : (this.config.url ?? '');
    return attempt({
      client: this.#client,
      request: { method: 'POST', url, headers: { 'content-type': 'application/json' }, body: body.made },
      signal,
      timeoutMs: this.config.timeout,
      name: 'pagerduty',
      judge: (response) => this.#judge(response, notification.nowMs),
    });
  }

  override close(): Promise<void> {
    return this.#client.close();
  }

  async #body({ data, groupKey }: Notification): Promise<string> {
    const { serviceKey, serviceKeyFile, routingKey, routingKeyFile } = this.config;
    const { key, file, name, version, message } = this.#isV1
      ? { key: serviceKey, file: serviceKeyFile, name: 'service key', version: 'v1', message: messageV1 }
      : { key: routingKey, file: routingKeyFile, name: 'routing key', version: 'v2', message: messageV2 };
    const render = (source: string) => this.deps.templates.text(source, data);
    const details = renderDetails(this.config, render);
    const source = await explained(`failed to read ${name} from file`, () => secretValue(key, file, this.deps.read));
    const made = explainedNow(`failed to template PagerDuty ${version} message`, () => {
      const rendered = render(source);
      return { key: rendered, body: message(this.config, { key: rendered, groupKey, data, render, details }) };
    });
    if (made.key === '') throw new Error(`${name} cannot be empty`);
    return made.body;
  }

  /** v1 answers 403 where it limits the rate, and Alertmanager has no name for what v1 refuses. */
  #judge(response: HttpResponse, nowMs: number): Outcome {
    const outcome = verdict(response, nowMs, {
      retryCodes: this.#isV1 ? [403] : [],
      details: (body) => (response.status === 400 ? vendorsWords(body) : ''),
    });
    return this.#isV1 && outcome.kind !== 'delivered' ? { ...outcome, reason: 'other' } : outcome;
  }
}

/** `<message>: <errors>` of PagerDuty's answer to a bad request. */
function vendorsWords(body: string): string {
  try {
    const { message = '', errors = [] } = JSON.parse(body) as { message?: string; errors?: string[] };
    return `${message}: ${errors.join(',')}`;
  } catch {
    return '';
  }
}
