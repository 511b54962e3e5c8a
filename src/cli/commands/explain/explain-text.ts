import { goQuote } from '../../../labels/go-quote.js';
import type { ExplainAnswer, ExplainedAlert, ExplainedStep } from './explain-answer.js';

/** For somebody who was woken up: the sentence first, then how it came about. */
export function explainText({ sentence, alert, receivers, steps, others, total }: ExplainAnswer): string {
  if (alert === null) return `${sentence}\n`;
  if (others.length > 0) return severalText({ sentence, alert }, others, total);
  const shared = steps.filter(({ receiver }) => receiver === null);
  const lines = [sentence, '', ...stepLines(shared, '')];
  for (const receiver of new Set(receivers)) {
    const own = steps.filter((step) => step.receiver === receiver);
    if (own.length > 0) lines.push('', `${receiver}:`, ...stepLines(own, lastDate(shared)));
  }
  return `${lines.join('\n')}\n`;
}

function severalText(
  first: { readonly sentence: string; readonly alert: ExplainedAlert },
  others: ExplainAnswer['others'],
  total: number,
): string {
  const shown = [first, ...others];
  const lines = shown.flatMap(({ alert, sentence }) => [
    `${labelsText(alert)}  ${alert.fingerprint}`,
    `  ${sentence}`,
    '',
  ]);
  const more = total > shown.length ? `, of which these are the first ${shown.length}` : '';
  return [
    `${total} alerts are meant${more}. For the steps, say more of the one, or give its --fingerprint.`,
    '',
    ...lines,
  ].join('\n');
}

/** `  03:11:30  muted     inhibited by …`, with a line for each new day. */
function stepLines(steps: readonly ExplainedStep[], date: string): string[] {
  const width = Math.max(0, ...steps.map(({ step }) => step.length));
  let day = date;
  return steps.flatMap(({ at, step, text }) => {
    const [on = '', rest = ''] = at?.split('T') ?? [];
    const heading = at !== null && on !== day ? [`  ${on}, times in UTC`] : [];
    if (at !== null) day = on;
    return [...heading, `  ${rest.slice(0, 8).padEnd(8)}  ${step.padEnd(width)}  ${text}`];
  });
}

function lastDate(steps: readonly ExplainedStep[]): string {
  return steps.findLast(({ at }) => at !== null)?.at?.split('T')[0] ?? '';
}

/** `PostgresDown{cluster="eu"}` */
export function labelsText({ labels }: Pick<ExplainedAlert, 'labels'>): string {
  const { alertname = '', ...others } = labels ?? {};
  const pairs = Object.entries(others).map(([name, value]) => `${name}=${goQuote(value)}`);
  return alertname !== '' && pairs.length === 0 ? alertname : `${alertname}{${pairs.join(', ')}}`;
}
