import type { Cluster, Redis } from 'ioredis';

/** What the queue needs of a replica's connection to Redis. */
export interface RedisLink {
  readonly state: 'up' | 'away';
  readonly replicaId: string;
  /** The name of a key, with the prefix of the installation in braces. */
  key(name: string): string;
  /** @returns a function that ends the subscription */
  subscribe(listener: (state: 'up' | 'away') => void): () => void;
  /** Runs commands. @throws {Error} when Redis is away, or goes away over it */
  run<T>(commands: (client: Redis | Cluster) => Promise<T>): Promise<T>;
  /** A client for commands that wait in Redis for so long; whoever asks for it ends it. */
  blockingClient(blockMs: number): Redis | Cluster;
}
