import type { Clock } from '../clock/clock.js';
import type { Logger } from '../log/logger.js';

/** What the engine may know of the world; a test hands in another one. */
export interface World {
  readonly clock: Clock;
  readonly logger: Logger;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Milliseconds since some moment; never goes back. */
  readonly stopwatch: () => number;
  /** A UUID v4. */
  readonly newId: () => string;
}
