import { Transcript, transcribe } from '../httpclient/transcript.js';
import { type Notification, Notifier } from '../notify/notifier.js';
import type { Outcome } from '../notify/outcome.js';
import { ExchangeMask } from './mask-exchange.js';
import { secretsOf } from './secrets-of.js';

/** Says with each outcome what went over the wire, without the secrets of the integration. */
export class TranscribingNotifier extends Notifier {
  readonly #secrets: readonly string[];

  /** @param config of the integration, with its secrets */
  constructor(
    private readonly notifier: Notifier,
    config: unknown,
  ) {
    super();
    this.#secrets = secretsOf(config);
  }

  override async notify(notification: Notification, signal: AbortSignal): Promise<Outcome> {
    const transcript = new Transcript();
    const outcome = await transcribe(transcript, () => this.notifier.notify(notification, signal));
    if (transcript.exchanges.length === 0) return outcome;
    const mask = new ExchangeMask([...this.#secrets, ...transcript.secrets]);
    return { ...outcome, exchanges: transcript.exchanges.map((exchange) => mask.exchange(exchange)) };
  }

  override close(): Promise<void> {
    return this.notifier.close();
  }
}
