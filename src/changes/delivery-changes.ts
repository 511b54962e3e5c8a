import type { DeliveryNews, DeliveryWatch } from '../notify/delivery-watch.js';
import type { ChangeWatch, Report } from './change.js';

/** Deliveries that wait, are attempted, and end. */
export class DeliveryChanges implements ChangeWatch {
  #unsubscribe: () => void = () => {};

  constructor(private readonly watch: Pick<DeliveryWatch, 'subscribe'>) {}

  start(report: Report): void {
    this.#unsubscribe = this.watch.subscribe((news) =>
      report({ kind: 'delivery', key: news.delivery.id, ...of(news) }),
    );
  }

  look(): void {}

  stop(): void {
    this.#unsubscribe();
  }
}

function of({ delivery, state, attempts, failure, atMs }: DeliveryNews) {
  const { id, integration, groupId, groupKey, reason } = delivery;
  const { receiver, type, index } = integration;
  return {
    change: state,
    data: {
      id,
      receiver,
      integration: `${type}[${index}]`,
      groupId,
      groupKey,
      reason,
      attempts,
      at: new Date(atMs).toISOString(),
      ...(failure === undefined ? {} : { error: failure.error }),
    },
  };
}
