import { type Context, ROOT_CONTEXT } from '@opentelemetry/api';
import type { Delivery } from '../notify/delivery.js';
import type { Attempt, AttemptHandler, AttemptResult, DeliveryQueue, Settlement } from '../notify/delivery-queue.js';
import { fail, type Spans } from './spans.js';

type Queue = Pick<DeliveryQueue, 'put' | 'withdraw' | 'pending'>;

/** How many deliveries' flushes are remembered; an attempt whose flush is not begins a trace of its own. */
const FLUSHES_MAX = 10_000;

/** Carries the trace of a flush past the queue, in memory: attempts after a restart begin traces of their own. */
export class TracedDeliveries {
  /** By the delivery's id. */
  readonly #flushes = new Map<string, Context>();

  constructor(private readonly spans: Spans) {}

  /** The queue as the pipeline fills it. */
  queue(queue: Queue): Queue {
    return {
      put: (delivery) => (this.spans.isOn ? this.#put(delivery, queue) : queue.put(delivery)),
      withdraw: (key) => queue.withdraw(key),
      pending: (key) => queue.pending(key),
    };
  }

  /** The deliverer as the queue calls it. */
  handler(handle: AttemptHandler): AttemptHandler {
    return (attempt) => (this.spans.isOn ? this.#handle(attempt, handle) : handle(attempt));
  }

  async #put(delivery: Delivery, queue: Queue): Promise<Settlement> {
    if (this.#flushes.size < FLUSHES_MAX) this.#flushes.set(delivery.id, this.spans.active());
    try {
      return await queue.put(delivery);
    } finally {
      this.#flushes.delete(delivery.id);
    }
  }

  #handle(attempt: Attempt, handle: AttemptHandler): Promise<AttemptResult> {
    const { id, integration, alerts } = attempt.delivery;
    const attributes = {
      'alerting.group.name': integration.receiver,
      'alerting.integration.name': integration.type,
      'alerting.alerts.count': alerts.length,
      'tocsin.attempt': attempt.number,
    };
    return this.spans.runAsync(
      'notify.RetryStage.Exec',
      { attributes },
      async (span) => {
        const result = await handle(attempt);
        if (result.kind === 'retry') fail(span, result.failure.error);
        else if (result.settlement === 'failed') fail(span, 'notification failed');
        return result;
      },
      this.#flushes.get(id) ?? ROOT_CONTEXT,
    );
  }
}
