import type { Silence } from './silence.js';

/**
 * Whether a state of a silence takes the place of another: the one that was updated later does (Alertmanager,
 * state.merge). Of two that replicas wrote in the same millisecond the one that ends earlier wins everywhere: rather a
 * page too many.
 */
export function supersedes(silence: Silence, known: Silence): boolean {
  if (silence.updatedAtMs !== known.updatedAtMs) return silence.updatedAtMs > known.updatedAtMs;
  return silence.endsAtMs < known.endsAtMs;
}
