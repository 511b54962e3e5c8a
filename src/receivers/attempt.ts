import { formatGoDuration } from '../duration/go-duration.js';
import type { HttpClient } from '../httpclient/http-client.js';
import type { HttpRequest, HttpResponse } from '../httpclient/http-message.js';
import { isRefused } from '../httpclient/outbound-guard.js';
import { giveUp, type Outcome, retry } from '../notify/outcome.js';

/** What every notifier over HTTP does with a request: bound it, send it, and judge the answer. */
export interface HttpAttempt {
  readonly client: HttpClient;
  readonly request: HttpRequest;
  readonly signal: AbortSignal;
  /** The integration's own `timeout`, milliseconds; 0 for none. */
  readonly timeoutMs: number;
  /** As it is told when the timeout is reached. */
  readonly name: string;
  readonly judge: (response: HttpResponse) => Outcome;
}

export async function attempt({ client, request, signal, timeoutMs, name, judge }: HttpAttempt): Promise<Outcome> {
  const timeout = timeoutMs > 0 ? AbortSignal.timeout(timeoutMs) : undefined;
  try {
    const response = await client.send(request, timeout === undefined ? signal : AbortSignal.any([signal, timeout]));
    return judge(response);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (signal.aborted) return retry('contextDeadlineExceeded', message);
    if (timeout?.aborted)
      return retry('other', `${message}: configured ${name} timeout reached (${formatGoDuration(timeoutMs)})`);
    return isRefused(error) ? giveUp('other', message) : retry('other', message);
  }
}

/** Makes a message; what goes wrong with it (a template, a file) goes wrong again the next time. */
export async function making<T>(
  make: () => Promise<T> | T,
): Promise<{ readonly made: T } | { readonly failed: Outcome }> {
  try {
    return { made: await make() };
  } catch (error) {
    return { failed: giveUp('other', error instanceof Error ? error.message : String(error)) };
  }
}
