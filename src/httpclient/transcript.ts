import { AsyncLocalStorage } from 'node:async_hooks';

/** What went over the wire, as it was: with everything that is secret. */
export interface RawExchange {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
  readonly startedMs: number;
  readonly endedMs: number;
  readonly response?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
    readonly body: string;
  };
  readonly error?: string;
}

/** An attempt makes one request or a few; more than these are not kept. */
const EXCHANGES_MAX = 10;

/** What one attempt at a vendor sends, gets, and must not show. */
export class Transcript {
  readonly exchanges: RawExchange[] = [];
  /** Values that were read or rendered as secrets on the way. */
  readonly secrets = new Set<string>();
}

/**
 * The attempt that the running code belongs to. It is not handed from call to call: between a notifier and its requests
 * lie two dozen vendors' own code and an SDK, and what one of them forgot to hand on would be shown without its mask.
 */
const current = new AsyncLocalStorage<Transcript>();

export function transcribe<T>(transcript: Transcript, run: () => Promise<T>): Promise<T> {
  return current.run(transcript, run);
}

/** Runs something that no transcript shows, such as asking for a token. */
export function untranscribed<T>(run: () => Promise<T>): Promise<T> {
  return current.exit(run);
}

/** Notes a request and its answer for whoever keeps a transcript. */
export function noteExchange(exchange: RawExchange): void {
  const exchanges = current.getStore()?.exchanges;
  if (exchanges !== undefined && exchanges.length < EXCHANGES_MAX) exchanges.push(exchange);
}

/** Notes that a value is secret. @returns the value */
export function noteSecret(value: string): string {
  if (value !== '') current.getStore()?.secrets.add(value);
  return value;
}
