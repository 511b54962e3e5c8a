import type { Metrics } from '../metrics/metrics.js';
import type { Configured } from './configured.js';

/** What the metrics tell of a configuration that was applied. */
export function noteApplied(metrics: Metrics, { loaded, integrations }: Configured, nowMs: number): void {
  const { config, hash } = loaded;
  metrics.configLastReloadSuccessful.set(1);
  metrics.configLastReloadSuccessTimestampSeconds.set(nowMs / 1000);
  metrics.configHash.set(hash);
  metrics.receivers.set(integrations.receiverCount);
  metrics.integrations.set(integrations.integrationCount);
  metrics.inhibitionRules.set(config.inhibitRules.length);
  metrics.initNotifications(
    config.receivers.flatMap(({ name, integrations: types }) => types.map(({ type }) => ({ type, receiver: name }))),
  );
}
