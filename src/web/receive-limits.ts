/** How long a client may take, and how much it may send ahead of a body. Times in milliseconds. */
export interface ReceiveLimits {
  /** Method, path and headers together. */
  readonly headerBytesMax: number;
  readonly headersMs: number;
  /** Headers and body together. */
  readonly requestMs: number;
  /** A connection that moves no byte meanwhile, such as one of a client that does not read its answer. */
  readonly stalledMs: number;
  /** A connection without a request. */
  readonly idleMs: number;
  /** How often the times are looked at. */
  readonly lookEveryMs: number;
}

/**
 * Headers may be as large as in Go. Prometheus lets go of an idle connection after five minutes: whoever closes first
 * must not be the one that is being written to.
 */
export const RECEIVE_LIMITS: ReceiveLimits = {
  headerBytesMax: 1024 * 1024,
  headersMs: 30_000,
  requestMs: 60_000,
  stalledMs: 120_000,
  idleMs: 360_000,
  lookEveryMs: 5_000,
};
