import type { PublishCommandInput, SNSClient } from '@aws-sdk/client-sns';
import type { HttpClient } from '../../httpclient/http-client.js';
import { DEFAULT_HTTP_CONFIG, type HttpConfig } from '../../httpclient/http-config.js';
import { tlsConfig } from '../../httpclient/tls-config.js';
import { type Notification, Notifier } from '../../notify/notifier.js';
import { delivered, giveUp, type Outcome, retry } from '../../notify/outcome.js';
import { Issues } from '../../schema/issues.js';
import { defaultsOf } from '../../schema/struct.js';
import { withoutCredentials } from '../own-credentials.js';
import type { ReceiverDeps } from '../receiver-deps.js';
import { secretsOf } from '../secrets-of.js';
import type { SnsConfig } from './config.js';
import { SdkRequestHandler } from './sdk-request-handler.js';
import { createSnsClient } from './sns-client.js';
import { snsMessage } from './sns-message.js';
import { snsVerdict, UnconfirmedError } from './sns-verdict.js';

const NO_TLS_CONFIG = defaultsOf(tlsConfig, { issues: new Issues(), path: '' });

/** Publishes to a topic, a phone or an endpoint of Amazon SNS. */
export class SnsNotifier extends Notifier {
  readonly #http: HttpClient;
  readonly #secrets: readonly string[];
  /** Kept for its credentials, which may cost requests; anew where `api_url` renders to another address. */
  #open: { readonly endpoint: string; readonly client: Promise<SNSClient> } | undefined;

  constructor(
    private readonly config: SnsConfig,
    private readonly deps: ReceiverDeps,
  ) {
    super();
    this.#http = deps.httpClient(httpConfigOf(config));
    this.#secrets = secretsOf(config);
  }

  override async notify(notification: Notification, signal: AbortSignal): Promise<Outcome> {
    const prepared = this.#prepare(notification);
    if ('failed' in prepared) return giveUp('clientError', prepared.failed);
    const { endpoint, message } = prepared;
    try {
      await unlessAborted(this.#publish(endpoint, message, signal), signal);
      return delivered();
    } catch (error) {
      if (signal.aborted) return retry('contextDeadlineExceeded', 'publish to SNS: context deadline exceeded');
      // The next attempt looks for credentials again: those that failed may have been replaced.
      this.#close();
      return snsVerdict(error, notification.nowMs, this.#secrets);
    }
  }

  override async close(): Promise<void> {
    this.#close();
    await this.#http.close();
  }

  #prepare(
    notification: Notification,
  ): { readonly endpoint: string; readonly message: PublishCommandInput } | { readonly failed: string } {
    const render = (field: string, source: string) => {
      try {
        return this.deps.templates.text(source, notification.data);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        throw new Error(`execute '${field}' template: ${message}`, { cause: error });
      }
    };
    try {
      const endpoint = render('api_url', this.config.apiUrl);
      if (endpoint !== '' && !URL.canParse(endpoint)) throw new Error('api_url is not a URL after templating');
      return { endpoint, message: snsMessage(this.config, { notification, render }) };
    } catch (error) {
      return { failed: error instanceof Error ? error.message : String(error) };
    }
  }

  async #publish(endpoint: string, message: PublishCommandInput, signal: AbortSignal): Promise<void> {
    const client = await this.#client(endpoint);
    const { PublishCommand } = await import('@aws-sdk/client-sns');
    const { MessageId, $metadata } = await client.send(new PublishCommand(message), { abortSignal: signal });
    // The SDK takes every page of HTML for an empty answer, such as that of a proxy which wants a login.
    if (MessageId === undefined) throw new UnconfirmedError('the answer names no MessageId', $metadata);
  }

  #client(endpoint: string): Promise<SNSClient> {
    if (this.#open?.endpoint !== endpoint) {
      this.#close();
      this.#open = { endpoint, client: createSnsClient(this.config, endpoint, new SdkRequestHandler(this.#http)) };
    }
    return this.#open.client;
  }

  #close(): void {
    this.#open?.client.then(
      (client) => client.destroy(),
      // Whoever asked for it has been told.
      () => {},
    );
    this.#open = undefined;
  }
}

/**
 * Requests are signed: they carry no other authorization, and are signed for one address alone. With
 * `use_aws_http_client`, of `http_config` only TLS and proxies hold (Alertmanager).
 */
function httpConfigOf({ httpConfig, useAwsHttpClient }: SnsConfig): HttpConfig {
  const config = { ...withoutCredentials(httpConfig ?? DEFAULT_HTTP_CONFIG), followRedirects: false };
  const bundle = process.env['AWS_CA_BUNDLE'] ?? '';
  if (!useAwsHttpClient && bundle === '') return config;
  const { tlsConfig: tls = NO_TLS_CONFIG } = config;
  const usesBundle = bundle !== '' && tls.ca === '' && tls.caFile === '';
  return { ...config, httpHeaders: {}, ...(usesBundle ? { tlsConfig: { ...tls, caFile: bundle } } : {}) };
}

/** Ends the wait for what takes no signal, such as the search for credentials. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const over = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true, signal: over.signal });
    if (signal.aborted) reject(signal.reason);
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    over.abort();
  }
}
