import type { MetricMaker } from './metric-maker.js';

/** The labels of `alertmanager_build_info`. */
export interface BuildLabels {
  readonly branch: string;
  readonly goarch: string;
  readonly goos: string;
  readonly goversion: string;
  readonly revision: string;
  readonly tags: string;
  readonly version: string;
}

export function configMetrics(make: MetricMaker, build: BuildLabels) {
  const metrics = {
    buildInfo: make.gauge('build_info', 'A series of value 1 that tells what is running.', [
      'branch',
      'goarch',
      'goos',
      'goversion',
      'revision',
      'tags',
      'version',
    ]),
    receivers: make.gauge('receivers', 'Receivers that routes refer to.'),
    integrations: make.gauge('integrations', 'Integrations of these receivers.'),
    inhibitionRules: make.gauge('inhibition_rules', 'Inhibition rules.'),
    configHash: make.gauge('config_hash', 'Hash of the configuration that runs.'),
    configLastReloadSuccessful: make.gauge(
      'config_last_reload_successful',
      'Whether the last reload succeeded: 0 or 1.',
    ),
    configLastReloadSuccessTimestampSeconds: make.gauge(
      'config_last_reload_success_timestamp_seconds',
      'When a configuration was last applied.',
    ),
  };
  metrics.buildInfo.set({ ...build }, 1);
  return metrics;
}
