import { writeSync } from 'node:fs';
import { VirtualClock } from '../../src/clock/virtual-clock.js';
import { EmbeddedStorage } from '../../src/storage/embedded/embedded-storage.js';
import { RecordedLogger } from '../support/recorded-logger.js';
import { alertOf, deliveryOf, entryOf, NO_METRICS, NOW_MS, silenceOf } from './builders.js';

/** Writes to every store and prints each name once all of it was acknowledged, until somebody kills it. */
const storage = await EmbeddedStorage.open({
  path: process.argv[2] ?? '',
  clock: new VirtualClock(NOW_MS),
  logger: new RecordedLogger(),
  metrics: NO_METRICS,
});
for (let i = 0; ; i++) {
  const name = `n${i}`;
  await Promise.all([
    storage.alerts.put([alertOf({ name })]),
    storage.silences.put([silenceOf(name)]),
    storage.notificationLog.record(entryOf({ groupKey: name })),
    storage.deliveries.put(deliveryOf(name)),
  ]);
  writeSync(1, `${name}\n`);
}
