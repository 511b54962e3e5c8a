import type { TocsinConfig } from '../config/tocsin-config.js';
import type { MessageLimit } from '../notify/delivery-queue.js';
import type { Undelivered } from '../notify/owed.js';

/** What `tocsin.yml` says of how receivers are delivered to. */
export class ReceiverSettings {
  readonly #limits: ReadonlyMap<string, MessageLimit>;

  constructor(private readonly tocsin: Pick<TocsinConfig, 'receivers' | 'deliveries'>) {
    this.#limits = new Map(
      tocsin.receivers.flatMap(({ value: { name, limit } }) => (limit === undefined ? [] : [[name, limit]])),
    );
  }

  /** How many messages each of its integrations takes. */
  readonly limit = (receiver: string): MessageLimit | undefined => this.#limits.get(receiver);

  /** A limit makes messages wait, and must not make them lost. */
  readonly undelivered = (receiver: string): Undelivered =>
    this.#limits.has(receiver) ? 'tell' : this.tocsin.deliveries.undelivered;
}
