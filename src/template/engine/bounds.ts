/** What a template may use up before it is stopped. Go has only the first bound, at 100 000. */
export interface TemplateBounds {
  /** How deep templates, blocks and parentheses may nest while they run. */
  readonly depthMax: number;
  /** Pipelines and lists that may be run; large texts that are worked on count as more. */
  readonly stepsMax: number;
  /** Characters that may be written. */
  readonly outputLengthMax: number;
  /** Milliseconds that it may run, where there is a stopwatch. */
  readonly timeMsMax: number;
}

/** Milliseconds since some moment; never goes back. */
export type Stopwatch = () => number;

/**
 * A mail of ten thousand alerts stays below these. The depth is what the stack of Node surely holds; the steps take
 * about a second. The time is for what steps measure badly, and long enough for a machine that is busy.
 */
export const DEFAULT_BOUNDS: TemplateBounds = {
  depthMax: 1000,
  stepsMax: 3_000_000,
  outputLengthMax: 16 * 1024 * 1024,
  timeMsMax: 2000,
};
