import { createHash } from 'node:crypto';
import type { Outcome } from '../../notify/outcome.js';
import { retry } from '../../notify/outcome.js';

/** Places that are remembered; the oldest are forgotten. */
const PLACES_MAX = 10_000;

/** Where Slack counts messages: a channel of a workspace, which a token or an incoming webhook stands for. */
export interface SlackPlace {
  /** The token, or the webhook's address: a secret, of which a hash is kept. */
  readonly credential: string;
  readonly channel: string;
}

/**
 * What Slack asked to wait for. Its limits hold for a channel of a workspace, not for a message: once one is refused,
 * the next ones there wait, too, whichever group or receiver they come from.
 */
export class SlackRateLimits {
  readonly #untilMs = new Map<string, number>();

  /** @returns when to try again, where a message must not be sent now */
  blocked(place: SlackPlace, nowMs: number): Outcome | undefined {
    const untilMs = this.#untilMs.get(keyOf(place)) ?? 0;
    if (untilMs <= nowMs) return undefined;
    return retry('rateLimited', 'Slack asked to wait before the next message to this channel', untilMs - nowMs);
  }

  /** Remembers what an answer asks for. */
  note(place: SlackPlace, outcome: Outcome, nowMs: number): void {
    if (outcome.kind !== 'retry' || outcome.afterMs === undefined) return;
    const key = keyOf(place);
    this.#untilMs.delete(key);
    this.#untilMs.set(key, nowMs + outcome.afterMs);
    for (const oldest of this.#untilMs.keys()) {
      if (this.#untilMs.size <= PLACES_MAX) return;
      this.#untilMs.delete(oldest);
    }
  }
}

/** Of this process: receivers that share a workspace share its limits. */
export const SLACK_RATE_LIMITS = new SlackRateLimits();

function keyOf({ credential, channel }: SlackPlace): string {
  return createHash('sha256')
    .update(JSON.stringify([credential, channel]))
    .digest('base64');
}
