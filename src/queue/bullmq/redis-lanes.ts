import type { Delivery } from '../../notify/delivery.js';
import { type JobPlace, laneIdOf, placeOf } from './delivery-job.js';
import { ANNOUNCE_SCRIPT, NEWEST_SCRIPT, OVER_SCRIPT } from './lane-scripts.js';
import type { RedisLink } from './redis-link.js';

/** How long a lane is remembered after its last state, beside twice the time of that one's flush. */
const KEPT_MS = 3_600_000;

/** What all replicas know of each group and integration: the version of its newest state, and the job that carries it. */
export class RedisLanes {
  /** @param prefix what the keys of queues begin with */
  constructor(
    private readonly link: RedisLink,
    private readonly prefix: string,
  ) {}

  /**
   * Says that a job is a lane's newest.
   *
   * @param version what it had before; 0 where it is new
   * @returns its version, or 0 where a newer is known
   * @throws {Error} when Redis is away
   */
  async announce(key: string, place: JobPlace, version: number, delivery: Delivery): Promise<number> {
    const keptMs = KEPT_MS + 2 * (delivery.deadlineMs - delivery.flushedAtMs);
    const keys = [this.#key(key), this.link.key('delivery-version')];
    const answer = await this.link.run((client) =>
      client.eval(ANNOUNCE_SCRIPT, 2, ...keys, version, placeOf(place), keptMs),
    );
    return Number(answer);
  }

  /**
   * Says that the newest job of a lane has nothing to tell any more.
   *
   * @param only this job
   * @returns the queue of the job, while that was there
   * @throws {Error} when Redis is away
   */
  async over(key: string, only?: JobPlace): Promise<string | undefined> {
    const wanted = only === undefined ? '' : placeOf(only);
    const place = await this.link.run((client) => client.eval(OVER_SCRIPT, 1, this.#key(key), this.prefix, wanted));
    return typeof place === 'string' ? place.slice(0, place.indexOf(':')) : undefined;
  }

  /** The data of a lane's newest job, while that is there. @throws {Error} when Redis is away */
  async newest(key: string): Promise<string | undefined> {
    const data = await this.link.run((client) => client.eval(NEWEST_SCRIPT, 1, this.#key(key), this.prefix));
    return typeof data === 'string' ? data : undefined;
  }

  /** Whether a lane has gone on since a job was put. @throws {Error} when Redis is away */
  async isOvertaken(key: string, version: number, place: JobPlace): Promise<boolean> {
    const known = await this.link.run((client) => client.get(this.#key(key)));
    if (known === null) return false;
    const bar = known.indexOf('|');
    return Number(known.slice(0, bar)) > version && known.slice(bar + 1) !== placeOf(place);
  }

  #key(key: string): string {
    return this.link.key(`lane:${laneIdOf(key)}`);
  }
}
