import { type Outcome, retry } from '../../notify/outcome.js';

/** WeChat's own tokens end after as long. */
const LIFE_MAX_MS = 2 * 60 * 60 * 1000;

/** Corporation and secret may be templates: how many pairs of them one integration keeps a token for. */
const TOKENS_MAX = 16;

export interface FreshToken {
  readonly token: string;
  /** How long WeChat says that it holds, milliseconds; 0 where it does not say. */
  readonly lifeMs: number;
}

export type TokenResult = { readonly token: string; readonly isFresh: boolean } | { readonly failed: Outcome };

interface Held {
  readonly token: string;
  readonly untilMs: number;
}

/** The access tokens of one integration, for all of its notifications. WeChat limits how often it may be asked for one. */
export class AccessTokens {
  readonly #held = new Map<string, Held>();
  readonly #underWay = new Map<string, Promise<FreshToken | { readonly failed: Outcome }>>();

  /**
   * The token that is held, one that is being fetched for another notification, or a new one.
   *
   * @param key of the corporation and its secret
   */
  async get(
    key: string,
    nowMs: number,
    signal: AbortSignal,
    fetch: () => Promise<FreshToken | { readonly failed: Outcome }>,
  ): Promise<TokenResult> {
    const held = this.#held.get(key);
    if (held !== undefined && nowMs <= held.untilMs) return { token: held.token, isFresh: false };
    const underWay = this.#underWay.get(key);
    if (underWay !== undefined) {
      const shared = await Promise.race([underWay, aborted(signal)]);
      // What failed there may be that notification's own deadline.
      if ('token' in shared || signal.aborted) return withFreshness(shared);
    }
    const fetching = fetch();
    this.#underWay.set(key, fetching);
    try {
      const fetched = await fetching;
      if ('token' in fetched) this.#keep(key, fetched, nowMs);
      return withFreshness(fetched);
    } finally {
      if (this.#underWay.get(key) === fetching) this.#underWay.delete(key);
    }
  }

  /** Forgets a token that WeChat does not take any more; not one that came in its place. */
  drop(key: string, token: string): void {
    if (this.#held.get(key)?.token === token) this.#held.delete(key);
  }

  #keep(key: string, { token, lifeMs }: FreshToken, nowMs: number): void {
    this.#held.delete(key);
    const [oldest] = this.#held.keys();
    if (oldest !== undefined && this.#held.size >= TOKENS_MAX) this.#held.delete(oldest);
    this.#held.set(key, { token, untilMs: nowMs + (lifeMs > 0 ? Math.min(lifeMs, LIFE_MAX_MS) : LIFE_MAX_MS) });
  }
}

function withFreshness(fetched: FreshToken | { readonly failed: Outcome }): TokenResult {
  return 'token' in fetched ? { token: fetched.token, isFresh: true } : fetched;
}

function aborted(signal: AbortSignal): Promise<{ readonly failed: Outcome }> {
  const failed = retry('contextDeadlineExceeded', 'Get "<redacted>": context deadline exceeded');
  return new Promise((resolve) => {
    if (signal.aborted) resolve({ failed });
    else signal.addEventListener('abort', () => resolve({ failed }), { once: true });
  });
}
