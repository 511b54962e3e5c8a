import type { TextPool } from '../labels/text-pool.js';
import type { Alert } from './alert.js';

/**
 * An alert as it is to be stored. Labels and annotations live as long as their alert, and are the bulk of it: those that came
 * again are dropped while they are young, which costs the collector of garbage nothing, and whoever compares them with
 * the known ones sees the same. Those that are new share what they have in common with others.
 */
export function keepTexts(alert: Alert, known: Alert | undefined, pool: TextPool): Alert {
  const labels = known?.labels.equals(alert.labels) ? known.labels : alert.labels.pooled(pool);
  const annotations = known?.annotations.equals(alert.annotations) ? known.annotations : alert.annotations.pooled(pool);
  if (labels === alert.labels && annotations === alert.annotations) return alert;
  const { startsAt, endsAt, updatedAt, timeout } = alert;
  const generatorURL = known?.generatorURL === alert.generatorURL ? known.generatorURL : pool.text(alert.generatorURL);
  return { labels, annotations, startsAt, endsAt, updatedAt, timeout, generatorURL };
}
