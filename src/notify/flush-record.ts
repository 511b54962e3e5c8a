import { type IntegrationKey, integrationName } from '../nflog/notification-log.js';
import type { DedupVerdict } from './dedup.js';
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
  readonly receiver: string;
  /** Fingerprints of the alerts that were looked at. */
  readonly firing: readonly string[];
  readonly resolved: readonly string[];
  readonly dropped: readonly { readonly fingerprint: string; readonly reason: DropReason }[];
  /** Empty when no alert came through the stages, or when the receiver has no integration. */
  readonly decisions: readonly IntegrationDecision[];
}

/** The last flush records, oldest first; a bounded ring. */
export class FlushRecords {
  readonly #records = new Map<string, FlushRecord>();

  /** @param max how many records are kept */
  constructor(readonly max: number) {}

  get size(): number {
    return this.#records.size;
  }

  add(record: FlushRecord): void {
    this.#records.set(record.flushId, record);
    for (const oldest of this.#records.keys()) {
      if (this.#records.size <= this.max) return;
      this.#records.delete(oldest);
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
    this.#records.set(flushId, { ...record, decisions });
  }

  list(): readonly FlushRecord[] {
    return [...this.#records.values()];
  }

  /** The last record of a group. */
  lastOf(groupId: string): FlushRecord | undefined {
    return this.list().findLast((record) => record.groupId === groupId);
  }
}
