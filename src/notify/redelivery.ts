import type { Clock } from '../clock/clock.js';
import { type IntegrationKey, integrationName } from '../nflog/notification-log.js';
import type { DeadLetter } from './dead-letter.js';
import type { DeadLetters } from './dead-letters.js';
import type { Delivery } from './delivery.js';
import type { DeliveryQueue } from './delivery-queue.js';
import type { Flush } from './flush.js';
import type { Pipeline } from './pipeline.js';

export interface RedeliveryParts {
  readonly clock: Clock;
  readonly newId: () => string;
  readonly queue: Pick<DeliveryQueue, 'put' | 'hasten'>;
  readonly deadLetters: DeadLetters;
  readonly isConfigured: (integration: IntegrationKey) => boolean;
  /** How groups stand now; those that are gone are left out. */
  readonly groups: (ids: ReadonlySet<string>) => ReadonlyMap<string, Flush>;
  readonly pipeline: () => Pick<Pipeline, 'delivery'>;
}

/** What came of one delivery that somebody asked for. */
export type Redelivered =
  | {
      readonly id: string;
      readonly kind: 'queued';
      readonly deliveryId: string;
      readonly state: 'newest' | 'as it was';
    }
  | { readonly id: string; readonly kind: 'refused'; readonly error: string };

/** Delivers again what somebody asks for: the newest state of the group, while there is one. */
export class Redelivery {
  constructor(private readonly parts: RedeliveryParts) {}

  /** Puts dead letters back into the queue. One whose group is gone is told as it was; one that is refused stays. */
  async replay(letters: readonly DeadLetter[]): Promise<readonly Redelivered[]> {
    const groups = this.parts.groups(new Set(letters.map(({ delivery }) => delivery.groupId)));
    return Promise.all(letters.map((letter) => this.#replay(letter, groups.get(letter.delivery.groupId))));
  }

  /**
   * Attempts a delivery now that has not arrived, with the newest state of its group.
   *
   * @param waiting the delivery itself, while it waits: where somebody asked for it, it may be all that is left of its group
   */
  async retry(
    id: string,
    groupId: string,
    integration: IntegrationKey,
    waiting: Delivery | undefined,
  ): Promise<Redelivered> {
    const group = this.parts.groups(new Set([groupId])).get(groupId);
    if (group !== undefined && group.route.receiver === integration.receiver) {
      return this.#newest(id, integration, group);
    }
    if (waiting?.isDemanded !== true) return refused(id, 'its group is gone');
    return this.#put(id, waiting, 'as it was');
  }

  async #replay({ id, delivery }: DeadLetter, group: Flush | undefined): Promise<Redelivered> {
    const { integration } = delivery;
    if (!this.parts.isConfigured(integration)) {
      return refused(id, `integration ${integrationName(integration)} is not configured any more`);
    }
    const isAlive = group !== undefined && group.route.receiver === integration.receiver;
    const result = isAlive ? await this.#newest(id, integration, group) : this.#put(id, delivery, 'as it was');
    if (result.kind === 'queued') this.parts.deadLetters.remove(id);
    return result;
  }

  async #newest(id: string, integration: IntegrationKey, group: Flush): Promise<Redelivered> {
    const delivery = await this.parts.pipeline().delivery(group, integration);
    if (delivery === undefined) return refused(id, 'there is nothing to tell: its alerts are muted, or were told');
    return this.#put(id, delivery, 'newest');
  }

  #put(id: string, delivery: Delivery, state: 'newest' | 'as it was'): Redelivered {
    const { deadlineMs, flushedAtMs, integration } = delivery;
    const timeMs = deadlineMs - flushedAtMs;
    const deliveryId = `${this.parts.newId()}-${integration.type}-${integration.index}`;
    // The state is that of its flush, but it has as much time as a new one.
    const again = { ...delivery, id: deliveryId, isDemanded: true, deadlineMs: this.parts.clock.now() + timeMs };
    void this.parts.queue.put(again);
    this.parts.queue.hasten(again);
    return { id, kind: 'queued', deliveryId, state };
  }
}

function refused(id: string, error: string): Redelivered {
  return { id, kind: 'refused', error };
}
