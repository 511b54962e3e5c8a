import type { LabelSet } from '../labels/label-set.js';
import type { IntegrationKey } from '../nflog/notification-log.js';
import { type Delivery, deliveryKey, type FlushedAlert } from './delivery.js';
import type { DeliveryQueue, Settlement } from './delivery-queue.js';
import type { Flush } from './flush.js';
import type { FlushRecord, FlushRecords, IntegrationDecision } from './flush-record.js';
import { type DecisionParts, decideMessage, type MessageDecision } from './message-decision.js';
import { deliveryOf } from './message-delivery.js';
import type { Integration } from './notifier.js';
import type { DroppedAlert, Stage } from './stage.js';
import { type Severities, urgencyOf } from './urgency.js';

export interface PipelineParts extends DecisionParts {
  /** Inhibition, active time, mute time, silence: in this order. */
  readonly stages: readonly Stage[];
  /** The integrations of a receiver, in build order. */
  readonly integrations: (receiver: string) => readonly Integration[];
  readonly queue: Pick<DeliveryQueue, 'put' | 'withdraw' | 'pending'>;
  readonly records: FlushRecords;
  /** Renders the route's labels for this flush (5.5). */
  readonly routeLabels: (flush: Flush) => LabelSet;
  readonly severities: Severities;
}

export interface PipelineResult {
  readonly record: FlushRecord;
  /**
   * Whether everybody knows now what there was to know, once that is clear: every delivery ended well, or none was
   * needed. Only then may resolved alerts leave their group.
   */
  readonly settled: Promise<boolean>;
}

/** From a flush to deliveries: mute, then deduplicate for each integration. */
export class Pipeline {
  constructor(private readonly parts: PipelineParts) {}

  async run(flush: Flush): Promise<PipelineResult> {
    const { kept, dropped } = this.#mute(flush);
    for (const { reason } of dropped) this.parts.metrics.suppressed(reason.kind);
    const integrations = this.parts.integrations(flush.route.receiver);
    const decisions = await Promise.all(integrations.map((each) => decideMessage(flush, kept, each, this.parts)));
    const record = recordOf(flush, kept, dropped, decisions);
    this.parts.records.add(record);
    return { record, settled: this.#deliver(flush, decisions) };
  }

  /**
   * What one integration would be told if the group were flushed now, for a delivery that somebody asks for out of turn.
   *
   * @returns undefined where there is nothing that it should hear
   */
  async delivery(flush: Flush, { type, index }: IntegrationKey): Promise<Delivery | undefined> {
    const integrations = this.parts.integrations(flush.route.receiver);
    const integration = integrations.find((each) => each.type === type && each.index === index);
    if (integration === undefined) return undefined;
    const decision = await decideMessage(flush, this.#mute(flush).kept, integration, this.parts);
    return this.#deliveryOf(flush, decision, this.parts.routeLabels(flush));
  }

  #mute(flush: Flush): { kept: readonly FlushedAlert[]; dropped: readonly DroppedAlert[] } {
    let kept = flush.alerts;
    const dropped: DroppedAlert[] = [];
    for (const stage of this.parts.stages) {
      if (kept.length === 0) break;
      const result = stage.run(flush, kept);
      kept = result.kept;
      dropped.push(...result.dropped);
    }
    return { kept, dropped };
  }

  async #deliver(flush: Flush, decisions: readonly MessageDecision[]): Promise<boolean> {
    // Rendered at the first need: most flushes find that everybody knows.
    const routeLabels = decisions.some(({ verdict }) => verdict.send) ? this.parts.routeLabels(flush) : undefined;
    const settlements = decisions.map(async (decision): Promise<Settlement> => {
      const { integration } = decision;
      const delivery = routeLabels && this.#deliveryOf(flush, decision, routeLabels);
      // What still waits is older than this flush and has nothing to say any more.
      if (delivery === undefined) {
        this.parts.queue.withdraw(deliveryKey({ groupId: flush.groupId, integration }));
        return 'unneeded';
      }
      const settlement = await this.parts.queue.put(delivery);
      this.parts.metrics.settled(settlement);
      this.parts.records.settle(flush.id, integration, settlement);
      return settlement;
    });
    const ends = await Promise.all(settlements);
    return ends.every((end) => end === 'delivered' || end === 'unneeded');
  }

  #deliveryOf(flush: Flush, decision: MessageDecision, routeLabels: LabelSet): Delivery | undefined {
    const { verdict, alerts } = decision;
    if (!verdict.send) return undefined;
    return deliveryOf(flush, { ...decision, verdict, routeLabels, urgency: urgencyOf(alerts, this.parts.severities) });
  }
}

function recordOf(
  flush: Flush,
  kept: readonly FlushedAlert[],
  dropped: readonly DroppedAlert[],
  decisions: readonly IntegrationDecision[],
): FlushRecord {
  const fingerprints = (wanted: boolean) =>
    flush.alerts.filter(({ resolved }) => resolved === wanted).map(({ alert }) => alert.labels.fingerprint);
  return {
    flushId: flush.id,
    atMs: flush.nowMs,
    groupId: flush.groupId,
    groupKey: flush.groupKey,
    groupLabels: flush.groupLabels,
    route: flush.route,
    receiver: flush.route.receiver,
    kept,
    firing: fingerprints(false),
    resolved: fingerprints(true),
    dropped: dropped.map(({ alert, reason }) => ({ fingerprint: alert.alert.labels.fingerprint, reason })),
    decisions: decisions.map(({ integration, verdict }) => ({ integration, verdict })),
  };
}
