import { type HttpStandIn, jsonOf, type ReceivedRequest } from '../vendors/http-stand-in.js';

/** A vendor's stand-in in the demo: how a receiver is given it, and what came of that. */
export interface DemoVendor {
  readonly name: string;
  /** The list of a receiver that it stands in: `slack_configs`. */
  readonly key: string;
  /** One integration of that list. */
  readonly config: object;
  /** What it was told since the last time, a line for each message. */
  news(): readonly string[];
  close(): Promise<void>;
}

/** @param line what a message says, in a line; undefined for a request that tells nobody anything */
export function httpVendor(
  name: string,
  key: string,
  standIn: HttpStandIn,
  config: object,
  line: (request: ReceivedRequest) => string | undefined,
): DemoVendor {
  return {
    name,
    key,
    config,
    news: () => standIn.accepted.all.splice(0).flatMap((request) => line(request) ?? []),
    close: () => standIn.close(),
  };
}

/** A text of a JSON body: `attachments.0.title`. */
export function textAt(request: ReceivedRequest, path: string): string {
  const found = path.split('.').reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null) return undefined;
    return Reflect.get(value, key);
  }, jsonOf(request));
  return String(found ?? '');
}
