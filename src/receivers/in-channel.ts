import { goQuote } from '../labels/go-quote.js';
import type { Outcome } from '../notify/outcome.js';

/** Says which channel a failure is about. */
export function inChannel(channel: string, outcome: Outcome): Outcome {
  if (outcome.kind === 'delivered') return outcome;
  return { ...outcome, error: `channel ${goQuote(channel)}: ${outcome.error}` };
}
