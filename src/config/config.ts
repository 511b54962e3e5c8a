import type { EventRecorderConfig } from '../eventrecorder/event-recorder-config.js';
import type { InhibitRule } from '../inhibit/inhibit-rule.js';
import type { TypedConfig } from '../receivers/integration-configs.js';
import type { RouteConfig } from '../routing/route-config.js';
import type { TimeInterval } from '../timeinterval/time-interval.js';
import type { TracingConfig } from '../tracing/tracing-config.js';
import type { GlobalConfig } from './global-config.js';

/** `alertmanager.yml`, read and checked, with defaults and what `global` gives filled in. */
export interface Config {
  readonly global: GlobalConfig;
  readonly route: RouteConfig;
  /** In the order of the file. */
  readonly receivers: readonly ReceiverConfig[];
  readonly inhibitRules: readonly InhibitRule[];
  /** `time_intervals` and `mute_time_intervals` together. */
  readonly timeIntervals: ReadonlyMap<string, readonly TimeInterval[]>;
  /** The globs, joined to the file's folder. */
  readonly templates: readonly string[];
  readonly tracing: TracingConfig | undefined;
  /** With the paths of files joined to the file's folder. */
  readonly eventRecorder: EventRecorderConfig | undefined;
}

export interface ReceiverConfig {
  readonly name: string;
  /** For filters of the API; always has `name`. */
  readonly labels: Readonly<Record<string, string>>;
  /** In the order in which they are built. */
  readonly integrations: readonly IntegrationConfig[];
}

/** One vendor of a receiver. */
export type IntegrationConfig = TypedConfig & {
  /** Counts within the receiver's list of the type. */
  readonly index: number;
};
