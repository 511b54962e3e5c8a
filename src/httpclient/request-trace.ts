import type { HttpResponse } from './http-message.js';

/** Who follows requests on their way out; absent where nobody does. */
export interface RequestTrace {
  /** Sends a request once, with these headers beside its own: they carry the trace on. */
  around(
    request: { readonly method: string; readonly target: URL },
    send: (headers: Readonly<Record<string, string>>) => Promise<HttpResponse>,
  ): Promise<HttpResponse>;
}
