import { Cluster, Redis } from 'ioredis';
import type { RedisLink } from './redis-link.js';

/**
 * The connections of one session, those that BullMQ makes of them included: what is still trying to connect when Redis
 * goes away, it would leave behind.
 */
export class SessionClients {
  readonly #all = new Set<Redis | Cluster>();

  constructor(private readonly link: Pick<RedisLink, 'blockingClient'>) {}

  /** @param blockMs how long its commands may wait in Redis */
  open(blockMs: number): Redis | Cluster {
    const client = this.link.blockingClient(blockMs);
    const { duplicate } = client;
    Object.defineProperty(client, 'duplicate', {
      // BullMQ looks at it through a proxy, which may say something else of no other kind of property.
      configurable: true,
      writable: true,
      value: (...args: readonly unknown[]) => {
        const copy: unknown = Reflect.apply(duplicate, client, args);
        if (copy instanceof Redis || copy instanceof Cluster) this.#add(copy);
        return copy;
      },
    });
    this.#add(client);
    return client;
  }

  end(): void {
    for (const client of this.#all) client.disconnect();
    this.#all.clear();
  }

  #add(client: Redis | Cluster): void {
    this.#all.add(client);
    // Without a listener ioredis writes to the console by itself.
    client.on('error', () => {});
  }
}
