import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../src/clock/clock.js';
import { VirtualClock } from '../../src/clock/virtual-clock.js';
import type { Delivery } from '../../src/notify/delivery.js';
import { DeliveryJournal } from '../../src/notify/delivery-journal.js';
import type { DeliveryQueue } from '../../src/notify/delivery-queue.js';
import { BullMqDeliveryQueue } from '../../src/queue/bullmq/bullmq-delivery-queue.js';
import type { BullMqDeliveryQueueLimits } from '../../src/queue/bullmq/bullmq-delivery-queue-parts.js';
import type { DeliveryJob } from '../../src/queue/bullmq/delivery-job.js';
import type { RedisLink } from '../../src/queue/bullmq/redis-link.js';
import { EmbeddedDeliveryQueue } from '../../src/queue/embedded/embedded-delivery-queue.js';
import { EmbeddedStorage } from '../../src/storage/embedded/embedded-storage.js';
import type { RedisConnection } from '../../src/storage/redis/connection.js';
import { MortalClock } from '../support/mortal-clock.js';
import { RecordedLogger } from '../support/recorded-logger.js';
import { connectRedis } from '../support/redis-connection.js';
import { NO_METRICS, NOW_MS } from './builders.js';

const SHARDS = 2;

/** As short as a test wants to wait for what a replica leaves behind that dies. */
export const SHORT: Partial<BullMqDeliveryQueueLimits> = {
  shards: SHARDS,
  lockMs: 1_000,
  stalledMs: 400,
  leaseMs: 1_200,
  sweepMs: 300,
  settleMs: 500,
};

/** A replica's queue, and what a test wants to know of it. */
export interface BullMqReplica {
  readonly queue: BullMqDeliveryQueue;
  readonly local: DeliveryQueue;
  readonly connection: RedisConnection;
  readonly logger: RecordedLogger;
  readonly counts: { fellBack: number; takenOver: number; dropped: number };
  /** The process is gone, with nothing said: neither Redis nor its own clock hears of it again. */
  die(): Promise<void>;
  isDead(): boolean;
}

export interface ReplicaOptions {
  readonly url: string;
  readonly replicaId: string;
  readonly keyPrefix: string;
  readonly clock: Clock;
  readonly delivers?: boolean;
  /** The folder of its disk; a new one where there is none. */
  readonly path?: string;
  readonly limits?: Partial<BullMqDeliveryQueueLimits>;
}

const folders: string[] = [];

export function newFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'tocsin-queue-'));
  folders.push(path);
  return path;
}

export function removeFolders(): void {
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
}

export async function openReplica(options: ReplicaOptions): Promise<BullMqReplica> {
  const { url, replicaId, keyPrefix, delivers = true, path = newFolder(), limits } = options;
  const clock = new MortalClock(options.clock);
  const { connection } = await connectRedis(url, { keyPrefix, replicaId });
  await connection.waitUntilUp(2_000);
  const storage = await EmbeddedStorage.open({
    path,
    clock: new VirtualClock(NOW_MS),
    logger: new RecordedLogger(),
    metrics: NO_METRICS,
  });
  const logger = new RecordedLogger();
  const counts = { fellBack: 0, takenOver: 0, dropped: 0 };
  const link = new MortalLink(connection);
  const locals: DeliveryQueue[] = [];
  const queue = new BullMqDeliveryQueue(
    {
      connection: link,
      clock,
      logger,
      metrics: {
        fellBack: () => counts.fellBack++,
        takenOver: () => counts.takenOver++,
        dropped: () => counts.dropped++,
      },
      journal: new MortalJournal(storage.deliveries, () => clock.isDead),
      local: (journal) => {
        const local = new EmbeddedDeliveryQueue({ clock, journal, logger, metrics: { dropped: () => {} } });
        locals.push(local);
        return local;
      },
      delivers,
    },
    { ...SHORT, ...limits },
  );
  const [local = queue] = locals;
  return {
    queue,
    local,
    connection,
    logger,
    counts,
    isDead: () => clock.isDead,
    die: once(async () => {
      clock.die();
      link.die();
      await connection.close();
      await storage.close();
    }),
  };
}

function once(run: () => Promise<void>): () => Promise<void> {
  let ran: Promise<void> | undefined;
  return () => {
    ran ??= run();
    return ran;
  };
}

/** A connection that is cut for good when its process dies. */
class MortalLink implements RedisLink {
  readonly #listeners = new Set<(state: 'up' | 'away') => void>();
  #isDead = false;

  constructor(private readonly link: RedisLink) {}

  get state() {
    return this.#isDead ? 'away' : this.link.state;
  }

  get replicaId() {
    return this.link.replicaId;
  }

  /** Nothing is written any more; that the queue is told ends its own connections. */
  die(): void {
    this.#isDead = true;
    for (const tell of this.#listeners) tell('away');
  }

  key(name: string): string {
    return this.link.key(name);
  }

  subscribe(listener: (state: 'up' | 'away') => void): () => void {
    this.#listeners.add(listener);
    return this.link.subscribe((state) => {
      if (!this.#isDead) listener(state);
    });
  }

  run: RedisLink['run'] = (commands) => {
    if (this.#isDead) return Promise.reject(new Error('this process is dead'));
    return this.link.run(commands);
  };

  blockingClient(blockMs: number): ReturnType<RedisLink['blockingClient']> {
    return this.link.blockingClient(blockMs);
  }
}

/** A disk that keeps nothing of what is written after the death of its process. */
class MortalJournal extends DeliveryJournal {
  constructor(
    private readonly journal: DeliveryJournal,
    private readonly isDead: () => boolean,
  ) {
    super();
  }

  override load() {
    return this.journal.load();
  }

  override async put(delivery: Delivery): Promise<void> {
    if (!this.isDead()) await this.journal.put(delivery);
  }

  override begin(id: string): void {
    if (!this.isDead()) this.journal.begin(id);
  }

  override pause(id: string): void {
    if (!this.isDead()) this.journal.pause(id);
  }

  override remove(id: string): void {
    if (!this.isDead()) this.journal.remove(id);
  }
}

/**
 * Resolves once all that was put is with a replica that delivers it, and nothing is on the way.
 *
 * @param put ids of deliveries that have not ended
 */
export async function untilQuiet(replicas: readonly BullMqReplica[], put: Iterable<string>): Promise<void> {
  const endMs = Date.now() + 15_000;
  for (let quiet = 0; quiet < 2; ) {
    await wait(2);
    quiet = (await isQuiet(replicas, put)) ? quiet + 1 : 0;
    if (Date.now() > endMs) throw new Error('deliveries in Redis do not come to rest');
  }
}

async function isQuiet(replicas: readonly BullMqReplica[], put: Iterable<string>): Promise<boolean> {
  const here = new Set(replicas.flatMap(({ local }) => local.list().map(({ delivery }) => delivery.id)));
  if ([...put].some((id) => !here.has(id))) return false;
  const [first] = replicas;
  if (first === undefined) return true;
  const { connection } = first;
  for (let shard = 0; shard < SHARDS; shard++) {
    const queue = connection.key(`queue:deliveries-${shard}`);
    const [waiting, active] = await connection.run((client) =>
      Promise.all([client.llen(`${queue}:wait`), client.lrange(`${queue}:active`, 0, -1)]),
    );
    const data = await connection.run((client) =>
      Promise.all(active.map((id) => client.hget(`${queue}:${id}`, 'data'))),
    );
    const taken = data.map((each) => (JSON.parse(each ?? '{}') as Partial<DeliveryJob>).delivery?.id ?? '');
    if (waiting > 0 || taken.some((id) => !here.has(id))) return false;
  }
  return true;
}
