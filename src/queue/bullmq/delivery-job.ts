import { createHash } from 'node:crypto';
import { encodeAlert } from '../../alerts/alert-codec.js';
import { type IntegrationKey, integrationName } from '../../nflog/notification-log.js';
import { type Delivery, deliveryKey } from '../../notify/delivery.js';
import type { StoredDelivery } from '../../notify/delivery-codec.js';

/** A delivery as a job carries it. */
export interface DeliveryJob {
  readonly kind: 'delivery';
  /** Larger than those of all states of its group and integration before it. */
  readonly version: number;
  readonly delivery: StoredDelivery;
}

/** What somebody wants to become of what was put before it. */
export type WishJob =
  | { readonly kind: 'withdraw'; readonly key: string }
  | { readonly kind: 'hasten'; readonly groupId: string; readonly integration: IntegrationKey };

export type QueueJob = DeliveryJob | WishJob;

/** Where a job is, or would be. */
export interface JobPlace {
  readonly queue: string;
  readonly jobId: string;
}

/** Decisions of replicas that are no further apart and say the same are one: a lease over a flush lasts as long. */
const SAME_DECISION_MS = 10_000;

/** The queue of an integration, always the same, and the job of what it is told. */
export function jobPlaceOf(delivery: Delivery, shards: number): JobPlace {
  return { queue: queueOf(shardOf(delivery.integration, shards)), jobId: jobIdOf(delivery) };
}

/** Which of so many queues the deliveries of an integration go through. */
export function shardOf(integration: IntegrationKey, shards: number): number {
  return digest(integrationName(integration)).readUInt32BE(0) % shards;
}

export function queueOf(shard: number): string {
  return `deliveries-${shard}`;
}

export function placeOf({ queue, jobId }: JobPlace): string {
  return `${queue}:${jobId}`;
}

/** What names a group and integration in keys of Redis. */
export function laneIdOf(key: string): string {
  return digest(key).subarray(0, 15).toString('base64url');
}

/**
 * Made of what is told, to whom and about when, not of who decided it: the same decision twice is one job. What somebody
 * asked for is a job of its own.
 */
function jobIdOf(delivery: Delivery): string {
  const { groupKey, reason, alerts, flushedAtMs, isDemanded, id } = delivery;
  const told = alerts.map(({ alert, resolved, muted }) => {
    const { labels, annotations, startsAt, generatorURL } = encodeAlert(alert);
    return { labels, annotations, startsAt, generatorURL, resolved, muted };
  });
  const when = isDemanded ? id : Math.floor(flushedAtMs / SAME_DECISION_MS);
  return digest([deliveryKey(delivery), groupKey, reason, told, when]).toString('base64url');
}

function digest(value: unknown): Buffer {
  return createHash('sha256').update(JSON.stringify(value)).digest();
}
