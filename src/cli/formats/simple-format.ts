import { byEnd, byStart, matcherTexts, row } from './cells.js';
import { elasticTable } from './elastic-table.js';
import type { FormatDate, Formatter } from './formatter.js';

/** Tables of what is needed most. */
export function simpleFormat(date: FormatDate): Formatter {
  return {
    alerts: (alerts) =>
      table([
        row('Alertname', 'Starts At', 'Summary', 'State'),
        ...byStart(alerts).map(({ labels, startsAt, annotations, status }) =>
          row(labels?.['alertname'] ?? '', date(startsAt), annotations?.['summary'] ?? '', status?.state ?? ''),
        ),
      ]),
    silences: (silences) =>
      table([
        row('ID', 'Matchers', 'Ends At', 'Created By', 'Comment'),
        ...byEnd(silences).map(({ id, matchers, endsAt, createdBy, comment }) =>
          row(id ?? '', matcherTexts(matchers).join(' '), date(endsAt), createdBy ?? '', comment ?? ''),
        ),
      ]),
    config: ({ config }) => `${config?.original ?? ''}\n`,
    cluster: (cluster) => table([`Cluster Status:\t${cluster?.status ?? ''}`, `Node Name:\t${cluster?.name ?? ''}`]),
  };
}

function table(lines: readonly string[]): string {
  return elasticTable(`${lines.join('\n')}\n`);
}
