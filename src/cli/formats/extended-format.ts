import { dateText } from '../client/model-json.js';
import type { Status } from '../client/models.js';
import { byAddress } from './by-address.js';
import { byEnd, byStart, labelsCell, matcherTexts, row } from './cells.js';
import { elasticTable } from './elastic-table.js';
import type { FormatDate, Formatter } from './formatter.js';

/** Tables of all there is. */
export function extendedFormat(date: FormatDate): Formatter {
  return {
    alerts: (alerts) =>
      table([
        row('Labels', 'Annotations', 'Starts At', 'Ends At', 'Generator URL', 'State'),
        ...byStart(alerts).map((alert) =>
          row(
            labelsCell(alert.labels),
            labelsCell(alert.annotations),
            date(alert.startsAt),
            date(alert.endsAt),
            alert.generatorURL,
            alert.status?.state ?? '',
          ),
        ),
      ]),
    silences: (silences) =>
      table([
        row('ID', 'Matchers', 'Starts At', 'Ends At', 'Updated At', 'Created By', 'Comment'),
        ...byEnd(silences).map((silence) =>
          row(
            silence.id ?? '',
            `{${matcherTexts(silence.matchers).join(',')}}`,
            date(silence.startsAt),
            date(silence.endsAt),
            date(silence.updatedAt),
            silence.createdBy ?? '',
            silence.comment ?? '',
          ),
        ),
      ]),
    config: configText,
    cluster: (cluster) =>
      table([
        `Cluster Status:\t${cluster?.status ?? ''}`,
        `Node Name:\t${cluster?.name ?? ''}`,
        '',
        'Address\tName',
        ...byAddress(cluster?.peers ?? []).map(({ address, name }) => row(address ?? '', name ?? '')),
      ]),
  };
}

/** Alertmanager's amtool prints addresses in memory in the place of the version's parts; here are the values. */
function configText({ config, uptime, versionInfo }: Status): string {
  const { buildUser, goVersion, revision, version, branch, buildDate } = versionInfo ?? {};
  const details = { buildUser, goVersion, revision, version, branch, buildDate, uptime: dateText(uptime) };
  const lines = Object.entries(details).map(([name, value]) => `${name} ${value ?? ''}\n`);
  return `${config?.original ?? ''}\n${lines.join('')}`;
}

function table(lines: readonly string[]): string {
  return elasticTable(`${lines.join('\n')}\n`);
}
