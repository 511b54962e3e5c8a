import { SEVERITIES, type Severities } from '../notify/urgency.js';
import { choice, count } from '../schema/choice.js';
import { list } from '../schema/collections.js';
import { scalar } from '../schema/shape.js';
import { field, struct } from '../schema/struct.js';

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

/** `deliveries` of tocsin.yml: how notifications are sent. */
export const deliveriesConfig = struct('deliveries', {
  concurrency: field('concurrency', count, 8),
  waitingMax: field('waiting_max', count, 100_000),
  severities: field('severities', list(rank), SEVERITIES, 'always'),
  undelivered: field('undelivered', choice('forget', 'tell'), 'forget'),
});
