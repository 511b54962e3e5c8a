import { type HttpStandIn, startHttpStandIn } from './http-stand-in.js';

/** A webhook that takes everything. */
export function startWebhook(): Promise<HttpStandIn> {
  return startHttpStandIn(() => ({ status: 200, body: '' }));
}
