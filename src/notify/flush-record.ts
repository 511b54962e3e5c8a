import type { LabelSet } from '../labels/label-set.js';
import { type IntegrationKey, integrationName } from '../nflog/notification-log.js';
import type { Route } from '../routing/route.js';
import type { DedupVerdict } from './dedup.js';
import type { FlushedAlert } from './delivery.js';
import type { Settlement } from './delivery-queue.js';
import type { DropReason } from './stage.js';

/** What was decided for one integration, and how its delivery ended once that is known. */
export interface IntegrationDecision {
  readonly integration: IntegrationKey;
  readonly verdict: DedupVerdict;
  readonly settlement?: Settlement;
}

/** What one flush decided, and why: the answer to "why was nobody paged?". */
export interface FlushRecord {
  readonly flushId: string;
  readonly atMs: number;
  readonly groupId: string;
  readonly groupKey: string;
  readonly groupLabels: LabelSet;
  readonly route: Route;
  readonly receiver: string;
  /** What was left after the stages, and so what a notification told. */
  readonly kept: readonly FlushedAlert[];
  /** Fingerprints of the alerts that were looked at. */
  readonly firing: readonly string[];
  readonly resolved: readonly string[];
  readonly dropped: readonly { readonly fingerprint: string; readonly reason: DropReason }[];
  /** Empty when no alert came through the stages, or when the receiver has no integration. */
  readonly decisions: readonly IntegrationDecision[];
}

/** How many alerts the records may hold together, for each record that is kept. */
const ALERTS_PER_RECORD = 20;

/** Who keeps the records for longer. */
export interface FlushWatch {
  decided(record: FlushRecord): void;
  /** One of its deliveries has ended. */
  ended(record: FlushRecord): void;
}

/** The last flush records, oldest first; bounded by their number and by the alerts that they hold. */
export class FlushRecords {
  readonly #records = new Map<string, FlushRecord>();
  #alerts = 0;

  /** @param max how many records are kept */
  constructor(
    readonly max: number,
    private readonly watch?: FlushWatch,
  ) {}

  get size(): number {
    return this.#records.size;
  }

  add(record: FlushRecord): void {
    this.#records.set(record.flushId, record);
    this.#alerts += record.kept.length;
    this.watch?.decided(record);
    for (const [id, { kept }] of this.#records) {
      if (this.#records.size <= this.max && this.#alerts <= this.max * ALERTS_PER_RECORD) return;
      this.#records.delete(id);
      this.#alerts -= kept.length;
    }
  }

  /** Notes how a delivery ended. Does nothing when the record has been pushed out meanwhile. */
  settle(flushId: string, integration: IntegrationKey, settlement: Settlement): void {
    const record = this.#records.get(flushId);
    if (record === undefined) return;
    const name = integrationName(integration);
    const decisions = record.decisions.map((decision) =>
      integrationName(decision.integration) === name ? { ...decision, settlement } : decision,
    );
    const settled = { ...record, decisions };
    this.#records.set(flushId, settled);
    this.watch?.ended(settled);
  }

  list(): readonly FlushRecord[] {
    return [...this.#records.values()];
  }
}
