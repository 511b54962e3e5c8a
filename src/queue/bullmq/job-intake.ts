import { DelayedError, type Job, WaitingError } from 'bullmq';
import type { Clock } from '../../clock/clock.js';
import { type Delivery, deliveryKey } from '../../notify/delivery.js';
import { decodeDelivery } from '../../notify/delivery-codec.js';
import type { DeliveryQueue, Settlement } from '../../notify/delivery-queue.js';
import { survivorOf } from '../../notify/owed.js';
import { type QueueJob, queueOf } from './delivery-job.js';
import type { Held, HeldEnd, HeldJobs } from './held.js';
import type { RedisLanes } from './redis-lanes.js';

export interface JobIntakeParts {
  readonly clock: Clock;
  readonly lanes: Pick<RedisLanes, 'isOvertaken'>;
  readonly held: HeldJobs;
  /** What does as somebody wishes. */
  readonly local: Pick<DeliveryQueue, 'hasten' | 'withdraw'>;
  /** Why this replica cannot hold jobs of a queue now; undefined where it can. */
  readonly refusal: (shard: number) => HeldEnd | undefined;
  /** Begins to make the delivery of a job that is held; the end is told to that. */
  readonly deliver: (delivery: Delivery) => void;
  /** A job comes from a replica that is not heard of any more. */
  readonly takenOver: () => void;
}

/** Takes jobs from BullMQ, and holds each until this replica's part in it is over. */
export class JobIntake {
  constructor(private readonly parts: JobIntakeParts) {}

  /** Makes the delivery of a job, or does what somebody wishes. @returns how it ended */
  async process(job: Job<QueueJob, Settlement>, shard: number, token: string): Promise<Settlement> {
    const { clock, lanes, local } = this.parts;
    const { data, id: jobId = '' } = job;
    const place = { queue: queueOf(shard), jobId };
    if (data.kind !== 'delivery') {
      // Asks as deliveries do, so that it comes after those before it.
      await lanes.isOvertaken('', 0, place).catch(() => false);
      if (data.kind === 'hasten') local.hasten(data);
      else local.withdraw(data.key);
      return 'unneeded';
    }
    const delivery = decodeDelivery(data.delivery);
    // While nobody can say, it is made: rather twice than never.
    if (await lanes.isOvertaken(deliveryKey(delivery), data.version, place).catch(() => false)) return 'superseded';
    const end = await this.#hold(job, { place, shard, version: data.version, delivery });
    switch (end.kind) {
      case 'settled':
        return end.settlement;
      case 'lost':
        throw new WaitingError();
      case 'handed over':
        return handOver(job, token, end.dueAtMs - clock.now());
    }
  }

  /** Resolves once this replica's part in a job is over. */
  async #hold(
    job: Job<QueueJob, Settlement>,
    of: Pick<Held, 'place' | 'shard' | 'version' | 'delivery'>,
  ): Promise<HeldEnd> {
    const { held, refusal, deliver, takenOver } = this.parts;
    const refused = refusal(of.shard);
    if (refused !== undefined) return refused;
    const wasTaken = job.stalledCounter > 0;
    if (wasTaken) takenOver();
    return new Promise((end) => {
      let noted = 'sending';
      const note: Held['note'] = (what) => {
        // Who takes over a job of which nothing is noted reckons that it was being sent: so mostly nothing need be.
        if (what !== noted) void job.updateProgress(what).catch(() => {});
        noted = what;
      };
      held.add({ ...of, note, end });
      deliver(wasTaken && job.progress !== 'waiting' ? survivorOf(of.delivery) : of.delivery);
    });
  }
}

/** Gives a job back, for whoever delivers next. */
async function handOver(job: Job<QueueJob, Settlement>, token: string, inMs: number): Promise<never> {
  if (inMs > 0) {
    await job.moveToDelayed(Date.now() + inMs, token);
    throw new DelayedError();
  }
  await job.moveToWait(token);
  throw new WaitingError();
}
