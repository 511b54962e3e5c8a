import type { Outcome } from '../../notify/outcome.js';

/** Says at which of the requests it failed. */
export function during(what: string, outcome: Outcome): Outcome {
  return outcome.kind === 'delivered' ? outcome : { ...outcome, error: `${what}: ${outcome.error}` };
}
