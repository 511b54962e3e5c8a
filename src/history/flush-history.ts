import type { FlushRecord, FlushWatch } from '../notify/flush-record.js';
import { type FlushDecision, type FlushEntry, flushEntryOf, isSameDecision, recordedFlushOf } from './flush-entry.js';
import type { HistoryStore } from './history-store.js';
import type { Describe } from './mute-cause.js';
import type { RoutePaths } from './route-path.js';

export interface FlushHistoryParts {
  readonly store: Pick<HistoryStore, 'append' | 'update' | 'get'>;
  readonly paths: RoutePaths;
  readonly describe: Describe;
}

/** Groups whose last record is remembered, to see whether the next one says anything new. */
const GROUPS_MAX = 10_000;

/** Keeps what flushes decided. Flushes in a row that decide the same are one record, so that it grows with what changes. */
export class FlushHistory implements FlushWatch {
  /** By group, the one that was flushed last at the end. */
  readonly #last = new Map<string, { readonly id: string; readonly entry: FlushEntry }>();

  constructor(private readonly parts: FlushHistoryParts) {}

  decided(record: FlushRecord): void {
    const { store, paths, describe } = this.parts;
    const { flushId: id, groupId, atMs } = record;
    const entry = flushEntryOf(record, paths.of(record.route), describe);
    const last = this.#last.get(groupId);
    if (last !== undefined && isSameDecision(last.entry, entry)) {
      const again = { ...last.entry, count: last.entry.count + 1, lastAtMs: atMs };
      store.update('flushes', last.id, again);
      this.#remember(groupId, { id: last.id, entry: again });
      return;
    }
    store.append('flushes', { id, atMs, about: [groupId], value: entry });
    this.#remember(groupId, { id, entry });
  }

  ended({ flushId: id, groupId, decisions }: FlushRecord): void {
    const settle = (entry: FlushEntry): FlushEntry => ({
      ...entry,
      decisions: entry.decisions.map((decision) => withSettlement(decision, decisions)),
    });
    const last = this.#last.get(groupId);
    if (last?.id === id) {
      const entry = settle(last.entry);
      this.parts.store.update('flushes', id, entry);
      this.#last.set(groupId, { id, entry });
      return;
    }
    // A later flush was recorded meanwhile. What cannot be read is lost, as what cannot be written is.
    void this.parts.store.get('flushes', id).then(
      (record) => record && this.parts.store.update('flushes', id, settle(recordedFlushOf(record))),
      () => undefined,
    );
  }

  #remember(groupId: string, last: { readonly id: string; readonly entry: FlushEntry }): void {
    this.#last.delete(groupId);
    this.#last.set(groupId, last);
    if (this.#last.size <= GROUPS_MAX) return;
    const [oldest] = this.#last.keys();
    if (oldest !== undefined) this.#last.delete(oldest);
  }
}

function withSettlement(decision: FlushDecision, settled: FlushRecord['decisions']): FlushDecision {
  const found = settled.find(({ integration: { type, index } }) => `${type}[${index}]` === decision.integration);
  return found?.settlement === undefined ? decision : { ...decision, settlement: found.settlement };
}
