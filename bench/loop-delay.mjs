// Loaded into a server that is measured: how long its event loop was held up, since it was asked last. SIGUSR2 asks; the
// answer is written where BENCH_LOOP_DELAY says: milliseconds of the 99th percentile and of the longest.
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 5;
const NS_PER_MS = 1e6;

const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
process.on('SIGUSR2', () => {
  // From the first question on: to look costs a little, and an idle process should be seen as it is.
  if (delay.enable()) return writeFileSync(process.env.BENCH_LOOP_DELAY, JSON.stringify({ p99: 0, max: 0 }));
  // What the histogram counts includes the pause between two looks.
  const milliseconds = (ns) => Math.max(0, ns / NS_PER_MS - RESOLUTION_MS);
  writeFileSync(
    process.env.BENCH_LOOP_DELAY,
    JSON.stringify({ p99: milliseconds(delay.percentile(99)), max: milliseconds(delay.max) }),
  );
  delay.reset();
});
