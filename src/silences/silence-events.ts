import type { Silence } from './silence.js';

/** Who keeps a record of what users do to silences; absent where nobody does. */
export interface SilenceEvents {
  created(silence: Silence): void;
  updated(silence: Silence): void;
}
