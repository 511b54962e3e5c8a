import type { HistoryStore } from '../history/history-store.js';
import type { DeliveryRecord, DeliveryState } from './delivery-record.js';

/** Which deliveries are asked for; what is undefined is not asked about. */
export interface DeliveryQuery {
  readonly receiver?: string | undefined;
  /** `webhook[0]`, or with its receiver: `team/webhook[0]` */
  readonly integration?: string | undefined;
  /** Empty: any. */
  readonly states: readonly DeliveryState[];
  /** Id or key of the group. */
  readonly group?: string | undefined;
  /** When it ended; one that has not is of all times since it began. Inclusive, milliseconds since the epoch. */
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
  readonly limit: number;
  readonly position?: DeliveryPosition | undefined;
}

/** Where a list goes on: behind a delivery that has not ended, or in the history. */
export type DeliveryPosition =
  | { readonly behind: readonly [queuedAtMs: number, id: string] }
  | { readonly history: string };

export interface DeliveryPage {
  readonly items: readonly DeliveryRecord[];
  readonly next: DeliveryPosition | undefined;
}

/** How many pages of the history are looked at for one page of an answer. */
const PAGES_MAX = 20;

/** The history has no cursor for its beginning. */
const BEGINNING = '';

/** Those that have not ended, the newest first, and then those that have. */
export async function listDeliveries(
  query: DeliveryQuery,
  live: readonly DeliveryRecord[],
  history: Pick<HistoryStore, 'list'>,
): Promise<DeliveryPage> {
  const { position, limit } = query;
  if (position !== undefined && 'history' in position) return past(query, [], position.history, history);
  const isBegun = ({ queuedAtMs }: DeliveryRecord) => queuedAtMs <= (query.toMs ?? Number.POSITIVE_INFINITY);
  const wanted = live.filter((record) => isBegun(record) && matches(query, record));
  const sorted = wanted.toSorted(newestFirst);
  const from = position === undefined ? 0 : sorted.findIndex((record) => isBehind(record, position.behind));
  const rest = from === -1 ? [] : sorted.slice(from);
  const last = rest[limit - 1];
  if (last !== undefined && rest.length > limit) {
    return { items: rest.slice(0, limit), next: { behind: [last.queuedAtMs, last.id] } };
  }
  if (rest.length === limit) return { items: rest, next: { history: BEGINNING } };
  return past(query, rest, BEGINNING, history);
}

async function past(
  query: DeliveryQuery,
  first: readonly DeliveryRecord[],
  beginning: string,
  history: Pick<HistoryStore, 'list'>,
): Promise<DeliveryPage> {
  const items = [...first];
  let cursor: string | undefined = beginning;
  for (let page = 0; page < PAGES_MAX && items.length < query.limit && cursor !== undefined; page++) {
    const found = await history.list('deliveries', {
      fromMs: query.fromMs,
      toMs: query.toMs,
      newestFirst: true,
      about: aboutOf(query),
      // What the log has written is a record of it.
      filter: ({ value }) => matches(query, value as DeliveryRecord),
      limit: query.limit - items.length,
      cursor: cursor === BEGINNING ? undefined : cursor,
    });
    items.push(...found.items.map(({ value }) => value as DeliveryRecord));
    cursor = found.next;
  }
  return { items, next: cursor === undefined ? undefined : { history: cursor } };
}

function matches({ receiver, integration, states, group }: DeliveryQuery, record: DeliveryRecord): boolean {
  return (
    (receiver === undefined || record.receiver === receiver) &&
    (integration === undefined ||
      [record.integration, `${record.receiver}/${record.integration}`].includes(integration)) &&
    (states.length === 0 || states.includes(record.state)) &&
    (group === undefined || record.groupId === group || record.groupKey === group)
  );
}

/** The one thing that the history looks for by itself. */
function aboutOf({ receiver, integration, group }: DeliveryQuery): string | undefined {
  return group ?? (integration?.includes('/') === true ? integration : receiver);
}

function newestFirst(a: DeliveryRecord, b: DeliveryRecord): number {
  return b.queuedAtMs - a.queuedAtMs || (a.id < b.id ? -1 : 1);
}

function isBehind({ queuedAtMs, id }: DeliveryRecord, [lastMs, lastId]: readonly [number, string]): boolean {
  return queuedAtMs < lastMs || (queuedAtMs === lastMs && id > lastId);
}
