import type { Delivery } from '../../notify/delivery.js';
import { DeliveryJournal, type JournaledDelivery } from '../../notify/delivery-journal.js';
import type { Held } from './held.js';

/**
 * The journal of this replica's disk, for what is not a job in Redis: that outlives the replica there, and another may
 * have told it by the time that this one is back.
 */
export class SharedJournal extends DeliveryJournal {
  constructor(
    private readonly disk: DeliveryJournal,
    /** A job that this replica has taken, by its delivery. */
    private readonly held: (id: string) => Pick<Held, 'note'> | undefined,
  ) {
    super();
  }

  override load(): readonly JournaledDelivery[] {
    return this.disk.load();
  }

  override async put(delivery: Delivery): Promise<void> {
    if (this.held(delivery.id) === undefined) await this.disk.put(delivery);
  }

  override begin(id: string): void {
    const held = this.held(id);
    if (held === undefined) this.disk.begin(id);
    else held.note('sending');
  }

  override pause(id: string): void {
    const held = this.held(id);
    if (held === undefined) this.disk.pause(id);
    else held.note('waiting');
  }

  override remove(id: string): void {
    if (this.held(id) === undefined) this.disk.remove(id);
  }
}
