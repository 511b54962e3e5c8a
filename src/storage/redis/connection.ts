import type { Logger } from '../../log/logger.js';
import { createRedisClient, type RedisClient, type RedisClientOptions } from './redis-client.js';
import type { RedisSettings } from './redis-settings.js';

/** Whether Redis answers, and takes what is written. */
export type RedisState = 'up' | 'away';

/** A replica as the others know it. */
export interface Peer {
  readonly id: string;
  readonly name: string;
  /** Where its API is reached; empty until it listens. */
  readonly address: string;
}

export interface RedisMetrics {
  available(isAvailable: boolean): void;
  commandFailed(): void;
}

export interface RedisConnectionParts {
  readonly settings: RedisSettings;
  /** Of this replica, unique among all that share the Redis. */
  readonly replicaId: string;
  /** Of this replica, for people; its id by default. */
  readonly name?: string;
  readonly logger: Logger;
  readonly metrics: RedisMetrics;
}

/** Redis does not answer, or does not take what is written: the caller goes on with what it knows. */
export class RedisAwayError extends Error {
  override readonly name = 'RedisAwayError';
}

const COMMAND_TIMEOUT_MS = 1_500;
const BEAT_MS = 1_000;

/** A replica that has not been heard of for so long is none. */
const SILENT_MAX_MS = 10_000;

/** What ioredis says while there is no connection; it must not hide why there is none. */
const SAYS_NOTHING = /^Connection is closed|enableOfflineQueue/;

/**
 * Says that this replica lives, by the clock of Redis, and who else does. It writes: a server that is full, or a
 * follower that takes no writes, counts as away, too.
 *
 * KEYS[1] replicas, sorted by when they were heard of · KEYS[2] what they say of themselves
 * ARGV[1] this replica · ARGV[2] milliseconds until one is gone · ARGV[3] what this one says of itself
 */
const BEAT = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZADD', KEYS[1], now, ARGV[1])
redis.call('HSET', KEYS[2], ARGV[1], ARGV[3])
for _, gone in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[2])) do
  redis.call('ZREM', KEYS[1], gone)
  redis.call('HDEL', KEYS[2], gone)
end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
redis.call('PEXPIRE', KEYS[2], ARGV[2])
local alive = redis.call('ZRANGE', KEYS[1], 0, -1)
local said = redis.call('HMGET', KEYS[2], unpack(alive))
local answer = {}
for at, id in ipairs(alive) do answer[at] = { id, said[at] or '' } end
return answer`;

/** The connection that a replica's stores share. It knows at any time whether Redis can be relied on. */
export class RedisConnection {
  readonly #client: RedisClient;
  readonly #listeners = new Set<(state: RedisState) => void>();
  #state: RedisState = 'away';
  #failure: string | undefined = 'not connected yet';
  #address = '';
  #peers: readonly Peer[] = [];
  #beat: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(private readonly parts: RedisConnectionParts) {
    parts.metrics.available(false);
    this.#client = this.#newClient({ name: 'tocsin', commandTimeoutMs: COMMAND_TIMEOUT_MS, waitsForConnection: false });
    this.#client.on('ready', () => void this.#look());
    this.#client.on('close', () => this.#away('Connection is closed.'));
    this.#beat = setTimeout(() => void this.#look(), BEAT_MS);
  }

  get state(): RedisState {
    return this.#state;
  }

  /** Why Redis is away, in words that hold no secret; undefined while it is up. */
  get failure(): string | undefined {
    return this.#failure;
  }

  get replicaId(): string {
    return this.parts.replicaId;
  }

  /** The replicas that were heard of last, by their ids; while Redis is away this one alone. */
  get peers(): readonly Peer[] {
    return this.#state === 'up' && this.#peers.length > 0 ? this.#peers : [this.#self];
  }

  /** Tells the others where this replica's API is reached. */
  listensAt(address: string): void {
    this.#address = address;
  }

  /** The braces keep all keys of an installation in one slot of a Cluster: scripts touch several of them. */
  key(name: string): string {
    return `{${this.parts.settings.keyPrefix}}:${name}`;
  }

  /** Told of each change of the state. @returns a function that ends the subscription */
  subscribe(listener: (state: RedisState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves once Redis is up, or with false after so long. */
  async waitUntilUp(timeoutMs: number): Promise<boolean> {
    if (this.#state === 'up') return true;
    return new Promise((resolve) => {
      const end = (isUp: boolean) => {
        clearTimeout(timer);
        leave();
        resolve(isUp);
      };
      const timer = setTimeout(() => end(false), timeoutMs);
      const leave = this.subscribe((state) => {
        if (state === 'up') end(true);
      });
    });
  }

  /** Runs commands. @throws {RedisAwayError} when one fails, and Redis counts as away until it answers again */
  async run<T>(commands: (client: RedisClient) => Promise<T>): Promise<T> {
    if (this.#state === 'away') throw new RedisAwayError(`Redis is away: ${this.#failure}`);
    try {
      return await commands(this.#client);
    } catch (error) {
      if (!this.#isClosed) this.parts.metrics.commandFailed();
      this.#away(messageOf(error));
      throw new RedisAwayError(`Redis is away: ${messageOf(error)}`, { cause: error });
    }
  }

  /** A client for commands that wait in Redis; whoever asks for it ends it with `disconnect`. */
  blockingClient(blockMs: number): RedisClient {
    const commandTimeoutMs = blockMs + COMMAND_TIMEOUT_MS;
    return this.#newClient({ name: 'tocsin-follow', commandTimeoutMs, waitsForConnection: true });
  }

  /** Takes leave, so that the others need not wait until this replica is missed. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#beat);
    if (this.#state === 'up') {
      await this.#client.zrem(this.key('replicas'), this.replicaId).catch(() => {});
    }
    this.#client.disconnect();
    this.#listeners.clear();
  }

  get #self(): Peer {
    return { id: this.replicaId, name: this.parts.name ?? this.replicaId, address: this.#address };
  }

  #newClient(options: RedisClientOptions): RedisClient {
    const client = createRedisClient(this.parts.settings, options);
    // Without a listener ioredis writes to the console by itself. What fails is told once, by the state.
    client.on('error', (error: Error) => {
      if (this.#state === 'away') this.#failure = messageOf(error);
    });
    return client;
  }

  async #look(): Promise<void> {
    clearTimeout(this.#beat);
    try {
      const keys = [this.key('replicas'), this.key('peers')];
      const said = JSON.stringify(this.#self);
      const alive = await this.#client.eval(BEAT, keys.length, ...keys, this.replicaId, SILENT_MAX_MS, said);
      this.#peers = Array.isArray(alive) ? alive.map(peerOf).toSorted((a, b) => (a.id < b.id ? -1 : 1)) : [];
      this.#up();
    } catch (error) {
      this.#away(messageOf(error));
    }
    if (this.#isClosed) return;
    clearTimeout(this.#beat);
    this.#beat = setTimeout(() => void this.#look(), BEAT_MS);
  }

  #up(): void {
    if (this.#state === 'up' || this.#isClosed) return;
    this.#state = 'up';
    this.#failure = undefined;
    this.parts.metrics.available(true);
    this.parts.logger.info('Redis is up', { replica: this.replicaId });
    for (const tell of [...this.#listeners]) tell('up');
  }

  #away(why: string): void {
    if (this.#isClosed) return;
    if (this.#state === 'away') {
      if (!SAYS_NOTHING.test(why)) this.#failure = why;
      return;
    }
    this.#state = 'away';
    this.#failure = why;
    this.parts.metrics.available(false);
    this.parts.logger.error('Redis is away; this replica goes on with what it knows until it is back', { err: why });
    for (const tell of [...this.#listeners]) tell('away');
  }
}

/** What another version says may be something else. */
function peerOf(answer: unknown): Peer {
  const [id, said]: readonly unknown[] = Array.isArray(answer) ? answer : [];
  const known: Partial<Record<string, unknown>> = said === '' ? {} : JSON.parse(String(said));
  return { id: String(id), name: String(known['name'] ?? id), address: String(known['address'] ?? '') };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
