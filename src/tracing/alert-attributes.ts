import type { LabelSet } from '../labels/label-set.js';

/** What every span about an alert says of it, as Alertmanager names it. */
export function alertAttributes(labels: LabelSet): Record<string, string> {
  return {
    'alerting.alert.name': labels.get('alertname') ?? '',
    'alerting.alert.fingerprint': labels.fingerprint,
  };
}
