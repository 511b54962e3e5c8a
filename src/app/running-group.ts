import type { Alert } from '../alerts/alert.js';
import type { GroupDelivery, GroupView } from '../api/engine.js';
import type { AggregationGroup } from '../grouping/aggregation-group.js';
import { factsOfGroup, type GroupFacts } from '../grouping/group-facts.js';
import type { LabelSet } from '../labels/label-set.js';
import type { NotificationLog } from '../nflog/notification-log.js';
import type { DeliveryWatch } from '../notify/delivery-watch.js';
import type { NotificationData } from '../template/notification-data.js';
import { groupDeliveryOf } from './group-delivery.js';
import type { Running } from './running.js';

export interface RunningGroupParts {
  readonly running: Running;
  readonly deliveryWatch: DeliveryWatch;
  readonly log: NotificationLog;
  readonly nowMs: () => number;
}

/** A group as the HTTP surface sees it. There are thousands of them in a request: it is two fields. */
export class RunningGroup implements GroupView {
  readonly flushedAtMs: undefined;

  constructor(
    private readonly group: AggregationGroup,
    private readonly parts: RunningGroupParts,
  ) {}

  get id(): string {
    return this.group.id;
  }

  get receiver(): string {
    return this.group.receiver;
  }

  get labels(): LabelSet {
    return this.group.labels;
  }

  get groupKey(): string {
    return this.group.groupKey;
  }

  get routeId(): string {
    return this.group.route.id;
  }

  get nextFlushAtMs(): number {
    return this.group.nextFlushMs;
  }

  get updatedAtMs(): number {
    return this.group.updatedAtMs;
  }

  get version(): number {
    return this.group.version;
  }

  get size(): number {
    return this.group.size;
  }

  alerts(): readonly Alert[] {
    return this.group.alerts();
  }

  facts(nowMs: number): GroupFacts {
    return factsOfGroup(this.group, nowMs, this.parts.running.configured.loaded.tocsin.deliveries.severities);
  }

  mutedBy(nowMs: number): readonly string[] {
    return this.parts.running.mutedBy(this.group.route, nowMs);
  }

  routeLabels(): LabelSet {
    return this.parts.running.routeLabels(this.group);
  }

  notification(): NotificationData {
    return this.parts.running.notificationOf(this.group);
  }

  delivery(): Promise<GroupDelivery> {
    const { running, deliveryWatch: watch, log, nowMs } = this.parts;
    const integrations = (receiver: string) => running.configured.integrations.of(receiver);
    return groupDeliveryOf(this.group, { watch, log, integrations, nowMs: nowMs() });
  }
}
