import { type IntegrationKey, integrationName } from '../nflog/notification-log.js';
import type { Integration } from '../notify/notifier.js';

/** The integrations of the receivers that a configuration uses. */
export class IntegrationTable {
  readonly #byReceiver: ReadonlyMap<string, readonly Integration[]>;
  readonly #byName = new Map<string, Integration>();

  constructor(byReceiver: ReadonlyMap<string, readonly Integration[]>) {
    this.#byReceiver = byReceiver;
    for (const [receiver, integrations] of byReceiver) {
      for (const integration of integrations) {
        const { type, index } = integration;
        this.#byName.set(integrationName({ receiver, type, index }), integration);
      }
    }
  }

  get receiverCount(): number {
    return this.#byReceiver.size;
  }

  get integrationCount(): number {
    return this.#byName.size;
  }

  *keys(): IterableIterator<IntegrationKey> {
    for (const [receiver, integrations] of this.#byReceiver) {
      for (const { type, index } of integrations) yield { receiver, type, index };
    }
  }

  of(receiver: string): readonly Integration[] {
    return this.#byReceiver.get(receiver) ?? [];
  }

  get(key: IntegrationKey): Integration | undefined {
    return this.#byName.get(integrationName(key));
  }

  /** Gives the notifiers' connections back, once their attempts under way have ended. */
  async close(): Promise<void> {
    await Promise.all([...this.#byName.values()].map(({ notifier }) => notifier.close()));
  }
}
