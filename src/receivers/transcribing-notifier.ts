import { Transcript, transcribe } from '../httpclient/transcript.js';
import { type Notification, Notifier } from '../notify/notifier.js';
import type { Outcome } from '../notify/outcome.js';
import { ExchangeMask } from './mask-exchange.js';
import { secretsOf } from './secrets-of.js';

/**
 * Says with each outcome what went over the wire. Neither that nor an error shows a secret of the integration, also where
 * the vendor repeats it.
 */
export class TranscribingNotifier extends Notifier {
  readonly #secrets: readonly string[];
  /** For attempts that met no other secrets, which are nearly all. */
  readonly #mask: ExchangeMask;

  /** @param config of the integration, with its secrets */
  constructor(
    private readonly notifier: Notifier,
    config: unknown,
  ) {
    super();
    this.#secrets = secretsOf(config);
    this.#mask = new ExchangeMask(this.#secrets);
  }

  override async notify(notification: Notification, signal: AbortSignal): Promise<Outcome> {
    const transcript = new Transcript();
    const outcome = await transcribe(transcript, () => this.notifier.notify(notification, signal));
    const { exchanges, secrets } = transcript;
    if (outcome.kind === 'delivered' && exchanges.length === 0) return outcome;
    const others = [...secrets].filter((secret) => !this.#secrets.includes(secret));
    const mask = others.length === 0 ? this.#mask : new ExchangeMask([...this.#secrets, ...others]);
    const told = outcome.kind === 'delivered' ? outcome : { ...outcome, error: mask.words(outcome.error) };
    return exchanges.length === 0 ? told : { ...told, exchanges: exchanges.map((exchange) => mask.exchange(exchange)) };
  }

  override close(): Promise<void> {
    return this.notifier.close();
  }
}
