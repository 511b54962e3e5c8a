import { compareTimestamps, isZeroTime } from '../clock/timestamp.js';
import { isValidLabelName, isValidText } from '../labels/label-name.js';
import type { LabelSet } from '../labels/label-set.js';
import type { MatcherMode } from '../labels/matcher-mode.js';
import type { Alert } from './alert.js';

/** @returns what is wrong with the alert, in Alertmanager's words; undefined when nothing is */
export function validateAlert(alert: Alert, mode: MatcherMode): string | undefined {
  if (isZeroTime(alert.startsAt)) return 'start time missing';
  const order = endBeforeStart(alert);
  if (order !== undefined) return order;
  if (alert.labels.size === 0) return 'at least one label pair required';
  const labels = validateLabels(alert.labels, mode);
  if (labels !== undefined) return `invalid label set: ${labels}`;
  const annotations = validateLabels(alert.annotations, mode);
  return annotations === undefined ? undefined : `invalid annotations: ${annotations}`;
}

/** The part of it that a later end may change. */
export function endBeforeStart({ startsAt, endsAt }: Alert): string | undefined {
  const isWrong = !isZeroTime(endsAt) && compareTimestamps(endsAt, startsAt) < 0;
  return isWrong ? 'start time must be before end time' : undefined;
}

function validateLabels({ names, values }: LabelSet, mode: MatcherMode): string | undefined {
  for (let i = 0; i < names.length; i++) {
    const name = names[i] ?? '';
    const value = values[i] ?? '';
    if (!isValidLabelName(name, mode)) return `invalid name ${JSON.stringify(name)}`;
    if (!isValidText(value)) return `invalid value ${JSON.stringify(value)}`;
  }
  return undefined;
}
