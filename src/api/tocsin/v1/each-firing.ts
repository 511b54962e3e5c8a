import { type Alert, isResolved } from '../../../alerts/alert.js';
import type { Engine } from '../../engine.js';
import { Turns } from '../../v2/turns.js';

/** Looks at every alert that fires now, as of one moment. Takes turns with the rest of the process. */
export async function eachFiring(engine: Engine, look: (alert: Alert) => void): Promise<void> {
  const nowMs = engine.now();
  const turns = new Turns();
  for (const alert of [...engine.alerts()]) {
    const pause = turns.next();
    if (pause !== undefined) await pause;
    if (!isResolved(alert, nowMs)) look(alert);
  }
}
