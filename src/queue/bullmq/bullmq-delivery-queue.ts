import { type Delivery, deliveryKey } from '../../notify/delivery.js';
import { decodeDelivery, encodeDelivery } from '../../notify/delivery-codec.js';
import {
  type AttemptHandler,
  DeliveryQueue,
  type EndListener,
  type LimitOf,
  type Settlement,
} from '../../notify/delivery-queue.js';
import {
  type BullMqDeliveryQueueLimits,
  type BullMqDeliveryQueueParts,
  LIMITS,
} from './bullmq-delivery-queue-parts.js';
import { BullMqSession } from './bullmq-session.js';
import { type DeliveryJob, jobPlaceOf, type QueueJob, queueOf, shardOf, type WishJob } from './delivery-job.js';
import { type Held, type HeldEnd, HeldJobs } from './held.js';
import { JobIntake } from './job-intake.js';
import { Lines } from './lines.js';
import { RedisLanes } from './redis-lanes.js';
import { type Resolve, type Sent, SentDeliveries } from './sent.js';
import { Shards } from './shards.js';
import { SharedJournal } from './shared-journal.js';

/** How long jobs may take to go back at closing. */
const HAND_OVER_MS = 2_000;
const RETRY_MS = 1_000;

/** What this replica delivers without a job. */
interface Alone {
  readonly resolve: readonly Resolve[];
  /** Of the job that there was; 0 if there was none. */
  readonly version: number;
}

/**
 * Deliveries through BullMQ, for replicas that share a Redis. Each integration's go through one queue of a few, and each
 * queue has one deliverer at a time. That one takes all jobs as they come, and the queue of its process gives them their
 * order, their turns and their back-off, as it does without Redis: so limits, digests and urgency hold for the whole
 * installation. A job is held until the delivery has ended; where the deliverer dies, its jobs and its queues pass on.
 *
 * While Redis is away, the queue of the process takes what is put, and what was put and has not ended.
 */
export class BullMqDeliveryQueue extends DeliveryQueue {
  private readonly limits: BullMqDeliveryQueueLimits;
  readonly #local: DeliveryQueue;
  readonly #lanes: RedisLanes;
  readonly #intake: JobIntake;
  readonly #sent = new SentDeliveries();
  readonly #held = new HeldJobs();
  /** By the delivery's id. */
  readonly #alone = new Map<string, Alone>();
  /** Ids of deliveries that are being attempted. */
  readonly #running = new Set<string>();
  /** Ids of deliveries that leave the local queue without having ended. */
  readonly #leaving = new Set<string>();
  /** Deliveries that were jobs when Redis went away, and are made from here. */
  readonly #orphans = new Map<string, Delivery>();
  readonly #lines = new Lines();
  readonly #unsubscribe: () => void;
  #session: BullMqSession | undefined;
  /** Redis is up, and the session begins. */
  #opening: Promise<void> | undefined;
  #shards: Shards | undefined;
  #ended: EndListener = () => {};
  #isStarted = false;
  #isClosed = false;
  #hasDeliverers = true;
  #sweepTimer: NodeJS.Timeout | undefined;
  #retryTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly parts: BullMqDeliveryQueueParts,
    limits: Partial<BullMqDeliveryQueueLimits> = {},
  ) {
    super();
    this.limits = { ...LIMITS, ...limits };
    this.#local = parts.local(new SharedJournal(parts.journal, (id) => this.#held.get(id)));
    this.#lanes = new RedisLanes(parts.connection, `${this.#prefix}:`);
    this.#intake = new JobIntake({
      clock: parts.clock,
      lanes: this.#lanes,
      held: this.#held,
      local: this.#local,
      refusal: (shard) => this.#refusal(shard),
      deliver: (delivery) => this.#deliver(delivery),
      takenOver: () => parts.metrics.takenOver(),
    });
    this.#unsubscribe = parts.connection.subscribe((state) => {
      if (state === 'away') this.#away();
      else this.#up(this.limits.settleMs);
    });
    if (parts.connection.state === 'up') this.#up(0);
    this.#sweepLater();
  }

  override put(delivery: Delivery): Promise<Settlement> {
    return new Promise((resolve) => {
      const isThere = this.#session !== undefined || this.#opening !== undefined;
      if (!isThere || !this.#hasDeliverers || this.#isClosed) {
        this.#deliverAlone(delivery, { resolve: [resolve], version: 0 });
        return;
      }
      const place = jobPlaceOf(delivery, this.limits.shards);
      const known = this.#sent.get(place.jobId);
      if (known !== undefined) {
        known.resolve.push(resolve);
      } else if (this.#sent.size >= this.limits.sentMax) {
        this.#refuse(delivery);
        resolve('failed');
      } else {
        const sent = this.#sent.add(place, delivery, [resolve]);
        this.#lines.add(sent.key, () => this.#send(sent));
      }
    });
  }

  override async pending(key: string): Promise<Delivery | undefined> {
    const inRedis = this.#session && (await this.#lanes.newest(key).catch(() => undefined));
    const known = [this.#sent.newest(key)?.delivery, deliveryIn(inRedis), await this.#local.pending(key)];
    return known.filter((each) => each !== undefined).toSorted((a, b) => b.flushedAtMs - a.flushedAtMs)[0];
  }

  override hasten(delivery: Pick<Delivery, 'groupId' | 'integration'>): void {
    this.#local.hasten(delivery);
    const { groupId, integration } = delivery;
    const queue = queueOf(shardOf(integration, this.limits.shards));
    const key = deliveryKey(delivery);
    this.#lines.add(key, async () => {
      const newest = this.#sent.newest(key)?.delivery;
      if (newest !== undefined && this.#held.has(newest.id)) this.#local.hasten(delivery);
      else await this.#wish(queue, { kind: 'hasten', groupId, integration });
    });
  }

  override withdraw(key: string): void {
    this.#local.withdraw(key);
    this.#lines.add(key, async () => {
      // What was on its way to Redis may have come back meanwhile.
      if (this.#session === undefined) this.#local.withdraw(key);
      const queue = await this.#lanes.over(key).catch(() => undefined);
      if (queue !== undefined) await this.#wish(queue, { kind: 'withdraw', key });
    });
  }

  override retain(wanted: (delivery: Delivery) => boolean): void {
    this.#local.retain(wanted);
  }

  override start(handler: AttemptHandler, limitOf?: LimitOf, ended: EndListener = () => {}): void {
    this.#ended = ended;
    this.#isStarted = true;
    this.#local.start(this.#guarded(handler), limitOf, ended);
    if (this.#session !== undefined) this.#share(0, this.#session);
  }

  override async close(graceMs: number): Promise<void> {
    this.#isClosed = true;
    this.#unsubscribe();
    clearTimeout(this.#sweepTimer);
    clearTimeout(this.#retryTimer);
    const session = this.#session;
    const closed = this.#local.close(graceMs);
    await session?.pause();
    await closed;
    const dueMs = new Map(this.#local.list().map(({ delivery, dueAtMs }) => [delivery.id, dueAtMs]));
    for (const held of [...this.#held])
      this.#giveUp(held, { kind: 'handed over', dueAtMs: dueMs.get(held.delivery.id) ?? 0 });
    await session?.end(HAND_OVER_MS);
    await this.#shards?.leave();
    this.#session = undefined;
  }

  override list(): ReturnType<DeliveryQueue['list']> {
    const here = this.#local.list();
    const ids = new Set(here.map(({ delivery }) => delivery.id));
    const elsewhere = Array.from(this.#sent, ({ delivery }) => delivery).filter(({ id }) => !ids.has(id));
    return [...here, ...elsewhere.map((delivery) => ({ delivery, attempts: 0, dueAtMs: delivery.flushedAtMs }))];
  }

  get #prefix(): string {
    return this.parts.connection.key('queue');
  }

  #up(settleMs: number): void {
    if (this.#session !== undefined || this.#opening !== undefined || this.#isClosed) return;
    const opening = this.#open(settleMs).finally(() => {
      if (this.#opening === opening) this.#opening = undefined;
    });
    this.#opening = opening;
  }

  async #open(settleMs: number): Promise<void> {
    const session = this.#newSession();
    try {
      await session.ready();
    } catch (error) {
      await session.end();
      if (this.parts.connection.state === 'up') {
        this.parts.logger.warn('The queue in Redis cannot be used; this replica delivers on its own', {
          err: String(error),
        });
      }
      this.#retryTimer = setTimeout(() => {
        if (this.parts.connection.state === 'up') this.#up(settleMs);
      }, RETRY_MS);
      return;
    }
    if (this.parts.connection.state === 'away' || this.#isClosed) {
      await session.end();
      return;
    }
    this.#session = session;
    void this.#begin(session, settleMs);
  }

  /** What was told while Redis was away comes first, so that nobody tells it again. */
  async #begin(session: BullMqSession, settleMs: number): Promise<void> {
    await this.#tellOrphans();
    if (this.#session !== session) return;
    this.#moveToRedis();
    if (this.#isStarted) this.#share(settleMs, session);
  }

  #newSession(): BullMqSession {
    const { connection, logger } = this.parts;
    const { shards, lockMs, stalledMs, heldMax } = this.limits;
    return new BullMqSession({
      link: connection,
      prefix: this.#prefix,
      logger,
      shards,
      lockMs,
      stalledMs,
      heldMax,
      process: (job, shard, token) => this.#intake.process(job, shard, token),
      ended: (jobId, settlement) => this.#sentEnded(jobId, settlement),
    });
  }

  /** What this replica has told meanwhile is not to be told again by who finds the job. */
  async #tellOrphans(): Promise<void> {
    for (const [id, delivery] of [...this.#orphans]) {
      if (this.#alone.has(id)) continue;
      this.#orphans.delete(id);
      const place = jobPlaceOf(delivery, this.limits.shards);
      await this.#lanes.over(deliveryKey(delivery), place).catch(() => this.#orphans.set(id, delivery));
    }
  }

  /** Begins to take part in the deliveries of all. */
  #share(afterMs: number, session: BullMqSession): void {
    if (!this.parts.delivers || this.#shards !== undefined) return;
    const shards = new Shards({
      link: this.parts.connection,
      count: this.limits.shards,
      leaseMs: this.limits.leaseMs,
      gained: (shard) => session.work(shard),
      lost: (shard) => {
        for (const held of [...this.#held]) if (held.shard === shard) this.#lose(held);
        void session.leave(shard);
      },
      isIdle: (shard) => this.#held.isIdle(shard),
    });
    this.#shards = shards;
    shards.start(afterMs);
  }

  /** From now on this replica makes what it has put, and what it has taken. */
  #away(): void {
    const session = this.#session;
    this.#session = undefined;
    this.#shards?.stop();
    this.#shards = undefined;
    void session?.end();
    const [held, sent] = [[...this.#held], [...this.#sent]];
    for (const each of held) this.#keep(each);
    for (const each of sent) this.#fallBack(each);
    if (held.length + sent.length === 0) return;
    this.parts.logger.warn('Deliveries that were in Redis are made by this replica', {
      deliveries: held.length + sent.length,
    });
  }

  /** Goes on with a job as if it had been put here. */
  #keep(held: Held): void {
    const { delivery, place, version } = held;
    this.#giveUp(held, { kind: 'lost' });
    const { resolve = [] } = this.#sent.take(place.jobId) ?? {};
    this.#alone.set(delivery.id, { resolve, version });
    this.#orphans.set(delivery.id, delivery);
    void this.parts.journal.put(delivery);
    if (this.#running.has(delivery.id)) this.parts.journal.begin(delivery.id);
  }

  #fallBack(sent: Sent): void {
    const { place, delivery, resolve, version } = sent;
    if (this.#sent.get(place.jobId) !== sent) return;
    this.#sent.take(place.jobId);
    if (version > 0) this.#orphans.set(delivery.id, delivery);
    this.parts.metrics.fellBack();
    this.#deliverAlone(delivery, { resolve, version });
  }

  #deliverAlone(delivery: Delivery, alone: Alone): void {
    this.#alone.set(delivery.id, alone);
    this.#deliver(delivery);
  }

  #deliver(delivery: Delivery): void {
    void this.#local.put(delivery).then((settlement) => this.#settled(delivery, settlement));
  }

  /** The queue of this process has done with a delivery. */
  #settled(delivery: Delivery, settlement: Settlement): void {
    if (this.#leaving.delete(delivery.id)) return;
    const held = this.#held.get(delivery.id);
    if (held !== undefined) {
      this.#giveUp(held, { kind: 'settled', settlement });
      if (!this.#sentEnded(held.place.jobId, settlement)) this.#ended(delivery, settlement);
      return;
    }
    const alone = this.#alone.get(delivery.id);
    this.#alone.delete(delivery.id);
    this.#tell(delivery, alone?.resolve ?? [], settlement);
    if (this.#session !== undefined) void this.#tellOrphans();
  }

  /** @returns whether somebody here has waited for it */
  #sentEnded(jobId: string, settlement: Settlement): boolean {
    const sent = this.#sent.take(jobId);
    if (sent !== undefined) this.#tell(sent.delivery, sent.resolve, settlement);
    return sent !== undefined;
  }

  #tell(delivery: Delivery, resolve: readonly Resolve[], settlement: Settlement): void {
    for (const each of resolve) each(settlement);
    if (resolve.length === 0) this.#ended(delivery, settlement);
  }

  async #send(sent: Sent, delayMs = 0): Promise<void> {
    const { place, key, delivery } = sent;
    try {
      await this.#opening;
      // It may have gone another way meanwhile.
      const isOver = () => this.#sent.get(place.jobId) !== sent;
      if (isOver()) return;
      if (this.#session === undefined) throw new Error('Redis is away');
      const version = await this.#lanes.announce(key, place, sent.version, delivery);
      if (version === 0) {
        this.#sentEnded(place.jobId, 'superseded');
        return;
      }
      if (isOver()) return;
      sent.version = version;
      const job: DeliveryJob = { kind: 'delivery', version, delivery: encodeDelivery(delivery) };
      await this.#session.add(place.queue, job, { jobId: place.jobId, delay: delayMs });
      sent.isKept = true;
    } catch (error) {
      this.parts.logger.debug('A delivery does not go through Redis', { id: delivery.id, err: String(error) });
      this.#fallBack(sent);
    }
  }

  async #wish(queue: string, wish: WishJob): Promise<void> {
    await this.#session?.add(queue, wish).catch((error: unknown) => {
      this.parts.logger.debug('A wish does not go through Redis', { wish: wish.kind, err: String(error) });
    });
  }

  #refusal(shard: number): HeldEnd | undefined {
    if (this.#isClosed) return { kind: 'handed over', dueAtMs: 0 };
    return this.#shards?.isOwn(shard) === true ? undefined : { kind: 'lost' };
  }

  #giveUp(held: Held, how: HeldEnd): void {
    if (this.#held.delete(held)) held.end(how);
  }

  /** A job is another's now. What is under way here ends, and counts for nothing. */
  #lose(held: Held): void {
    const { delivery } = held;
    this.#giveUp(held, { kind: 'lost' });
    if (!this.#running.has(delivery.id)) this.#takeOut(delivery);
    if (this.#sent.get(held.place.jobId) === undefined) this.#ended(delivery, 'superseded');
  }

  /** Takes what waits out of the local queue, without an end. */
  #takeOut(delivery: Delivery): void {
    this.#leaving.add(delivery.id);
    this.#local.withdraw(deliveryKey(delivery));
  }

  /** Attempts only what is still this replica's to make. */
  #guarded(handler: AttemptHandler): AttemptHandler {
    return async (attempt) => {
      const own = [attempt.delivery, ...attempt.others].filter((each) => this.#isOwn(each));
      const [delivery, ...others] = own;
      if (delivery === undefined) return { kind: 'settled', settlement: 'unneeded' };
      for (const { id } of own) this.#running.add(id);
      try {
        return await handler({ ...attempt, delivery, others });
      } finally {
        for (const { id } of own) this.#running.delete(id);
      }
    };
  }

  #isOwn({ id }: Delivery): boolean {
    const held = this.#held.get(id);
    if (held === undefined || this.#session === undefined || this.#isClosed) return true;
    // A process that slept finds out here.
    if (this.#shards?.isOwn(held.shard) === true) return true;
    this.#lose(held);
    return false;
  }

  async #sweep(): Promise<void> {
    const session = this.#session;
    try {
      if (session !== undefined) {
        await this.#lookForDeliverers();
        await this.#lookForSent(session);
        this.#moveToRedis();
      }
    } catch (error) {
      this.parts.logger.debug('The queue in Redis cannot be looked through', { err: String(error) });
    }
    if (!this.#isClosed) this.#sweepLater();
  }

  #sweepLater(): void {
    this.#sweepTimer = setTimeout(() => void this.#sweep(), this.limits.sweepMs).unref();
  }

  /** Routers alone deliver by themselves: rather that than nothing. */
  async #lookForDeliverers(): Promise<void> {
    const { connection, delivers, logger } = this.parts;
    if (delivers) return;
    const had = this.#hasDeliverers;
    this.#hasDeliverers = (await connection.run((client) => client.exists(connection.key('deliverers')))) === 1;
    if (this.#hasDeliverers || !had) return;
    logger.warn('There is no replica that delivers; this router does so until there is one');
    for (const sent of [...this.#sent]) this.#fallBack(sent);
  }

  /** Puts again what Redis has lost, and ends what ended unheard. */
  async #lookForSent(session: BullMqSession): Promise<void> {
    const awaited = [...this.#sent].filter(({ isKept, delivery }) => isKept && !this.#held.has(delivery.id));
    for (const sent of await session.missing(awaited)) {
      // The news of its end may be on its way.
      if (!sent.isMissing) {
        sent.isMissing = true;
        continue;
      }
      sent.isMissing = false;
      sent.isKept = false;
      this.#lines.add(sent.key, () => this.#send(sent));
    }
  }

  /** What this replica delivers on its own and does not attempt just now is for all again. */
  #moveToRedis(): void {
    if (!this.#hasDeliverers) return;
    for (const { delivery, dueAtMs } of this.#local.list()) {
      if (this.#held.has(delivery.id)) continue;
      this.#lines.add(deliveryKey(delivery), () => this.#move(delivery, dueAtMs));
    }
  }

  async #move(delivery: Delivery, dueAtMs: number): Promise<void> {
    const { id } = delivery;
    const isWaiting = () =>
      !this.#running.has(id) && this.#local.list().some((each) => each.delivery.id === id) && !this.#held.has(id);
    if (this.#session === undefined || this.#isClosed || !isWaiting()) return;
    const { resolve = [], version = 0 } = this.#alone.get(id) ?? {};
    this.#takeOut(delivery);
    this.#alone.delete(id);
    this.#orphans.delete(id);
    // Until Redis has it.
    void this.parts.journal.put(delivery);
    const place = jobPlaceOf(delivery, this.limits.shards);
    const known = this.#sent.get(place.jobId);
    if (known !== undefined) {
      known.resolve.push(...resolve);
      return;
    }
    const sent = this.#sent.add(place, delivery, resolve, version > 0 ? version : delivery.flushedAtMs);
    await this.#send(sent, Math.max(0, dueAtMs - this.parts.clock.now()));
    if (sent.isKept) this.parts.journal.remove(id);
  }

  #refuse(delivery: Delivery): void {
    this.parts.metrics.dropped(delivery);
    this.parts.logger.error('Delivery dropped: too many are waiting; look at the receivers and the deliverers', {
      aggrGroup: delivery.groupKey,
      limit: this.limits.sentMax,
    });
  }
}

function deliveryIn(data: string | undefined): Delivery | undefined {
  if (data === undefined) return undefined;
  const job = JSON.parse(data) as QueueJob;
  return job.kind === 'delivery' ? decodeDelivery(job.delivery) : undefined;
}
