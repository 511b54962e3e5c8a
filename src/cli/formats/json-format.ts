import { goJson } from '../client/go-json.js';
import { alertShape, clusterShape, silenceShape, statusShape } from '../client/model-json.js';
import type { Formatter } from './formatter.js';

/** What the API answers, on one line: only the fields that Alertmanager's models have, in their order. */
export function jsonFormat(): Formatter {
  const line = (value: unknown) => `${goJson(value)}\n`;
  return {
    alerts: (alerts) => line(alerts.map(alertShape)),
    silences: (silences) => line(silences.map(silenceShape)),
    config: (status) => line(statusShape(status)),
    cluster: (cluster) => line(clusterShape(cluster)),
  };
}
