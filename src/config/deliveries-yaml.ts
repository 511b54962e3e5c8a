import { isValidLabelName } from '../labels/label-name.js';
import { SEVERITIES, type Severities } from '../notify/urgency.js';
import { choice, count } from '../schema/choice.js';
import { list, map } from '../schema/collections.js';
import { scalar, string } from '../schema/shape.js';
import { field, optional, struct } from '../schema/struct.js';

/** Severities of one rank: `critical|page`. */
const rank = scalar(
  'severity',
  (text): Severities[number] => {
    const names = text.split('|').map((name) => name.trim());
    if (names.includes('')) throw new Error('write a value of the label severity, or some with | between them');
    return names;
  },
  (names) => names.join('|'),
);

/** What tells of deliveries whatever else it is labelled with. */
const OWN_LABELS = ['alertname', 'receiver', 'integration'];

const alertOnFailure = struct(
  'alert_on_failure',
  { labels: field('labels', map(string), {}) },
  ({ labels }, complain) => {
    for (const [name, value] of Object.entries(labels)) {
      if (OWN_LABELS.includes(name)) complain(`the alert has its own label ${name}`, 'labels');
      if (!isValidLabelName(name, 'fallback')) complain(`${JSON.stringify(name)} is not a valid label name`, 'labels');
      if (value === '') complain(`label ${name} is empty`, 'labels');
    }
  },
);

/** `deliveries` of tocsin.yml: how notifications are sent. */
export const deliveriesConfig = struct('deliveries', {
  concurrency: field('concurrency', count, 32),
  waitingMax: field('waiting_max', count, 100_000),
  severities: field('severities', list(rank), SEVERITIES, 'always'),
  alertOnFailure: optional('alert_on_failure', alertOnFailure),
  deadLettersMax: field('dead_letters_max', count, 1_000),
  deadLettersBytesMax: field('dead_letters_bytes_max', count, 64 * 1024 * 1024),
  undelivered: field('undelivered', choice('forget', 'tell'), 'forget'),
});
