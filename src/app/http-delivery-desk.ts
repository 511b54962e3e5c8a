import { DeliveryDesk, type IntegrationStatus, type LetterSelection, type RetryAnswer } from '../api/delivery-desk.js';
import type { DeliveryPage, DeliveryQuery } from '../deliveries/delivery-query.js';
import type { DeliveryRecord, DeliveryState } from '../deliveries/delivery-record.js';
import { integrationName } from '../nflog/notification-log.js';
import type { DeadLetter } from '../notify/dead-letter.js';
import type { Redelivered } from '../notify/redelivery.js';
import type { Tocsin } from './tocsin.js';

/** Deliveries that have not arrived, and may be asked for again. */
const RETRIED: ReadonlySet<DeliveryState> = new Set(['waiting', 'failed', 'dead']);

/** The deliveries as the HTTP surface sees them. */
export class HttpDeliveryDesk extends DeliveryDesk {
  constructor(
    private readonly tocsin: Pick<Tocsin, 'deliveries' | 'running'>,
    private readonly nowMs: () => number,
  ) {
    super();
  }

  override list(query: DeliveryQuery): Promise<DeliveryPage> {
    return this.tocsin.deliveries.log.list(query);
  }

  override get(id: string): Promise<DeliveryRecord | undefined> {
    return this.tocsin.deliveries.log.get(id);
  }

  override async retry(id: string): Promise<RetryAnswer> {
    const { log, redelivery } = this.tocsin.deliveries;
    const record = await log.get(id);
    if (record === undefined) return 'unknown';
    const { state } = record;
    if (!RETRIED.has(state)) return { id, kind: 'refused', error: `nothing waits: the delivery is ${state}` };
    return redelivery.retry(record.id, record.groupId, integrationOf(record), log.waiting(id));
  }

  override deadLetters(): readonly DeadLetter[] {
    return this.tocsin.deliveries.deadLetters.list().toReversed();
  }

  override async replay(selection: LetterSelection): Promise<readonly Redelivered[]> {
    const { deadLetters, redelivery } = this.tocsin.deliveries;
    if (selection.kind !== 'ids') {
      const letters = deadLetters.list();
      const isWanted = ({ delivery }: DeadLetter) =>
        selection.kind === 'all' || delivery.integration.receiver === selection.receiver;
      return redelivery.replay(letters.filter(isWanted));
    }
    const ids = [...new Set(selection.ids)];
    const known = ids.flatMap((id) => deadLetters.get(id) ?? []);
    const results = new Map((await redelivery.replay(known)).map((result) => [result.id, result]));
    return ids.map((id) => results.get(id) ?? { id, kind: 'refused', error: 'there is no such dead letter' });
  }

  override drop(id: string): boolean {
    return this.tocsin.deliveries.deadLetters.remove(id);
  }

  override integrations(): readonly IntegrationStatus[] {
    const { deliveries, running } = this.tocsin;
    const dead = deliveries.deadLetters.counts();
    return deliveries.log.states(running.configured.integrations.keys()).map(({ activity, ...state }) => ({
      ...state,
      deadLetters: dead.get(integrationName(state.integration))?.count ?? 0,
      lastDeliveredAtMs: activity.lastDeliveredAtMs,
      lastFailure: activity.lastFailure,
      lastHour: activity.lastHour(this.nowMs()),
      rateLimitedUntilMs: activity.rateLimitedUntil(this.nowMs()),
    }));
  }
}

function integrationOf({ receiver, integration }: DeliveryRecord) {
  const [, type = '', index = '0'] = /^(\w+)\[(\d+)\]$/.exec(integration) ?? [];
  return { receiver, type, index: Number(index) };
}
