import { type Job, Queue, QueueEvents, Worker } from 'bullmq';
import type { Cluster, Redis } from 'ioredis';
import type { Logger } from '../../log/logger.js';
import type { Settlement } from '../../notify/delivery-queue.js';
import { type JobPlace, placeOf, type QueueJob, queueOf } from './delivery-job.js';
import type { RedisLink } from './redis-link.js';
import { SessionClients } from './session-clients.js';
import { within } from './within.js';

export interface SessionParts {
  readonly link: RedisLink;
  /** What the keys of all queues begin with. */
  readonly prefix: string;
  readonly logger: Logger;
  readonly shards: number;
  /** How long a job stays with a replica that is not heard of. */
  readonly lockMs: number;
  /** How often is looked for jobs whose replica is not heard of any more. */
  readonly stalledMs: number;
  /** Jobs of one queue that this replica has at a time. */
  readonly heldMax: number;
  /** Makes a delivery, or does what somebody wishes. @returns how it ended */
  readonly process: (job: Job<QueueJob, Settlement>, shard: number, token: string) => Promise<Settlement>;
  /** A job has ended, here or at another replica. */
  readonly ended: (jobId: string, settlement: Settlement) => void;
}

interface JobOptions {
  readonly jobId?: string;
  /** Milliseconds until it may be taken. */
  readonly delay?: number;
}

/** How long clients wait in Redis for news. */
const BLOCK_MS = 2_000;
const ADD_TIMEOUT_MS = 1_500;
const CLOSE_TIMEOUT_MS = 1_000;

/** Jobs that Redis is asked for at a time. */
const LOOKED_FOR = 500;

/** Ends that a queue remembers for replicas that were slow to hear of them; who missed one looks by itself. */
const EVENTS_KEPT = 10_000;

/** A job is given up for the replica that had it, never for good. */
const STALLED_MAX = 1_000_000;

/**
 * The queues of BullMQ for as long as Redis is up. Once it goes away all of this is ended, and begun anew when it is back:
 * so nothing hangs on a connection that was lost in the middle of something.
 */
export class BullMqSession {
  readonly #clients: SessionClients;
  readonly #producer: Redis | Cluster;
  readonly #consumer: Redis | Cluster;
  readonly #queues: ReadonlyMap<string, Queue<QueueJob, Settlement>>;
  readonly #events: Promise<readonly QueueEvents[]>;
  readonly #workers = new Map<number, Worker<QueueJob, Settlement>>();
  #isEnded = false;

  constructor(private readonly parts: SessionParts) {
    const { link, shards } = parts;
    this.#clients = new SessionClients(link);
    this.#producer = this.#clients.open(0);
    this.#consumer = this.#clients.open(BLOCK_MS);
    const names = Array.from({ length: shards }, (_, shard) => queueOf(shard));
    this.#queues = new Map(names.map((name) => [name, this.#queue(name)]));
    this.#events = this.#follow(names);
    // Who waits for it is told; that is not always anybody.
    this.#events.catch(() => {});
  }

  /** Resolves once ends of jobs are heard of: of all that are put from then on. @throws {Error} when Redis is away */
  async ready(): Promise<void> {
    await this.#events;
  }

  /** Adds a job, unless there is one of the same id. @throws {Error} when that is not sure */
  async add(name: string, job: QueueJob, options: JobOptions = {}): Promise<void> {
    const queue = this.#queues.get(name);
    if (queue === undefined || this.#isEnded) throw new Error('there is no such queue any more');
    const added = queue.add(job.kind, job, { ...options, removeOnComplete: true, removeOnFail: true });
    await within(added, ADD_TIMEOUT_MS);
  }

  /** Of these, those whose job is not there. @throws {Error} when Redis is away */
  async missing<T extends { readonly place: JobPlace }>(awaited: readonly T[]): Promise<readonly T[]> {
    const { link, prefix } = this.parts;
    const missing: T[] = [];
    for (let from = 0; from < awaited.length; from += LOOKED_FOR) {
      const some = awaited.slice(from, from + LOOKED_FOR);
      const keys = some.map(({ place }) => `${prefix}:${placeOf(place)}`);
      if ((await link.run((client) => client.exists(...keys))) === keys.length) continue;
      const there = await Promise.all(keys.map((key) => link.run((client) => client.exists(key))));
      missing.push(...some.filter((_, at) => there[at] === 0));
    }
    return missing;
  }

  /** Takes the jobs of a queue from now on. */
  work(shard: number): void {
    if (this.#isEnded || this.#workers.has(shard)) return;
    const { lockMs, stalledMs, heldMax, process } = this.parts;
    const worker = new Worker<QueueJob, Settlement>(queueOf(shard), (job, token = '') => process(job, shard, token), {
      ...this.#options(this.#consumer),
      concurrency: heldMax,
      lockDuration: lockMs,
      stalledInterval: stalledMs,
      maxStalledCount: STALLED_MAX,
      drainDelay: BLOCK_MS / 1_000,
      runRetryDelay: 250,
    });
    worker.on('error', this.#trouble);
    worker.on('failed', (job, error) =>
      this.parts.logger.error('A job in Redis makes no sense; the next flush of its group begins anew', {
        job: job?.id,
        err: error.message,
      }),
    );
    this.#workers.set(shard, worker);
  }

  /** Takes no more jobs; those that were taken go on. */
  async pause(): Promise<void> {
    const pauses = Array.from(this.#workers.values(), async (worker) => {
      await worker.pause(true);
      // It waits for a job until then, and would take that, too.
      await worker.getBackend().disconnectBlocking(true);
    });
    await within(Promise.all(pauses), CLOSE_TIMEOUT_MS).catch(() => {});
  }

  /** Has nothing to do with a queue's jobs any more. */
  async leave(shard: number): Promise<void> {
    const worker = this.#workers.get(shard);
    this.#workers.delete(shard);
    if (worker !== undefined) await within(worker.close(true), CLOSE_TIMEOUT_MS).catch(() => {});
  }

  /** @param graceMs how long jobs whose making has ended may take to say so */
  async end(graceMs = 0): Promise<void> {
    if (this.#isEnded) return;
    this.#isEnded = true;
    if (graceMs > 0) {
      const ends = Array.from(this.#workers.values(), (worker) => worker.close());
      await within(Promise.all(ends), graceMs).catch(() => {});
    }
    await Promise.all(Array.from(this.#workers.keys(), (shard) => this.leave(shard)));
    const events = await this.#events.catch(() => []);
    const ends = [...events, ...this.#queues.values()].map((each) => each.close().catch(() => {}));
    await within(Promise.all(ends), CLOSE_TIMEOUT_MS).catch(() => {});
    this.#clients.end();
  }

  #queue(name: string): Queue<QueueJob, Settlement> {
    const streams = { events: { maxLen: EVENTS_KEPT } };
    const queue = new Queue<QueueJob, Settlement>(name, { ...this.#options(this.#producer), streams });
    queue.on('error', this.#trouble);
    return queue;
  }

  async #follow(names: readonly string[]): Promise<readonly QueueEvents[]> {
    const { link, prefix } = this.parts;
    const streams = names.map((name) => `${prefix}:${name}:events`);
    const last = await Promise.all(
      streams.map((stream) => link.run((client) => client.xrevrange(stream, '+', '-', 'COUNT', 1))),
    );
    return names.map((name, shard) => this.#eventsOf(name, last[shard]?.[0]?.[0] ?? '0-0'));
  }

  #eventsOf(name: string, lastEventId: string): QueueEvents {
    const { ended } = this.parts;
    const events = new QueueEvents(name, {
      ...this.#options(this.#consumer),
      lastEventId,
      blockingTimeout: BLOCK_MS,
    });
    events.on('error', this.#trouble);
    events.on('completed', ({ jobId, returnvalue }) => {
      if (isSettlement(returnvalue)) ended(jobId, returnvalue);
    });
    events.on('failed', ({ jobId }) => ended(jobId, 'failed'));
    return events;
  }

  #options(connection: Redis | Cluster) {
    return { connection, prefix: this.parts.prefix, skipVersionCheck: true } as const;
  }

  /** Without it, what fails on a connection would end the process. That Redis is away, the connection tells. */
  readonly #trouble = (error: Error) => {
    if (this.#isEnded || this.parts.link.state === 'away') return;
    this.parts.logger.debug('The queue in Redis has trouble', { err: error.message });
  };
}

const SETTLEMENTS: ReadonlySet<string> = new Set<Settlement>([
  'delivered',
  'unneeded',
  'failed',
  'dead',
  'superseded',
  'withdrawn',
]);

function isSettlement(value: unknown): value is Settlement {
  return typeof value === 'string' && SETTLEMENTS.has(value);
}
