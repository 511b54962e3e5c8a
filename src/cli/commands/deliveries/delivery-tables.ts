import { labelsCell, row } from '../../formats/cells.js';
import { elasticTable } from '../../formats/elastic-table.js';
import type { FormatDate } from '../../formats/formatter.js';
import type { Attempt, DeadLetter, Delivery, Exchange } from './delivery-answers.js';

export function deliveryTable(deliveries: readonly Delivery[], date: FormatDate, isExtended: boolean): string {
  const head = ['ID', 'Integration', 'Group', 'State', 'Queued At', 'Attempts', 'Error'];
  return table([
    row(...(isExtended ? [...head, 'Reason', 'Ended At'] : head)),
    ...deliveries.map((delivery) => {
      const cells = [
        delivery.id ?? '',
        nameOf(delivery),
        delivery.groupKey ?? '',
        delivery.state ?? '',
        date(delivery.queuedAt),
        String(delivery.attemptCount),
        delivery.attempts.at(-1)?.error ?? '',
      ];
      return row(...(isExtended ? [...cells, delivery.reason ?? '', date(delivery.endedAt)] : cells).map(oneLine));
    }),
  ]);
}

export function deadLetterTable(letters: readonly DeadLetter[], date: FormatDate): string {
  return table([
    row('ID', 'Integration', 'Group', 'Failed At', 'Failures', 'Reason', 'Error'),
    ...letters.map((letter) =>
      row(
        ...[
          letter.id ?? '',
          nameOf(letter),
          letter.groupKey ?? '',
          date(letter.failedAt),
          String(letter.failures),
          letter.reason ?? '',
          letter.error ?? '',
        ].map(oneLine),
      ),
    ),
  ]);
}

/** All there is about one delivery. */
export function deliveryPage(delivery: Delivery, date: FormatDate): string {
  const facts = table([
    `ID:\t${delivery.id ?? ''}`,
    `Integration:\t${nameOf(delivery)}`,
    `Group:\t${delivery.groupKey ?? ''}`,
    `Reason:\t${delivery.reason ?? ''}`,
    `State:\t${delivery.state ?? ''}`,
    `Queued At:\t${date(delivery.queuedAt)}`,
    `Ended At:\t${date(delivery.endedAt)}`,
    `Attempts:\t${delivery.attemptCount}`,
  ]);
  const alerts = delivery.alerts.map(({ status, labels }) => `  ${status ?? ''}  ${labelsCell(labels)}\n`).join('');
  const attempts = delivery.attempts.map((attempt) => attemptText(attempt, date)).join('');
  return `${facts}\nAlerts:\n${alerts}${attempts}`;
}

function attemptText({ at, seconds, status, outcome, reason, error, exchanges }: Attempt, date: FormatDate): string {
  const answered = status === undefined ? '' : `, status ${status}`;
  const failed = error === null ? '' : ` (${reason ?? ''}): ${oneLine(error)}`;
  return `\n${date(at)}  ${outcome ?? ''} after ${seconds}s${answered}${failed}\n${exchanges.map(exchangeText).join('')}`;
}

function exchangeText({ method, url, headers, body, response, error }: Exchange): string {
  const answer =
    response === undefined
      ? [`< ${error ?? 'no answer'}`]
      : [`< ${response.status ?? ''}`, ...headerLines('<', response.headers), ...bodyLines('<', response.body)];
  return [`> ${method ?? ''} ${url ?? ''}`, ...headerLines('>', headers), ...bodyLines('>', body), ...answer]
    .map((line) => `  ${line}\n`)
    .join('');
}

function headerLines(mark: string, headers: Exchange['headers']): string[] {
  return Object.entries(headers ?? {}).map(([name, value]) => `${mark} ${name}: ${oneLine(value)}`);
}

function bodyLines(mark: string, body: string | null): string[] {
  if (body === null || body === '') return [];
  return [
    mark,
    ...body
      .trimEnd()
      .split('\n')
      .map((line) => `${mark} ${line.replaceAll('\r', '')}`),
  ];
}

function nameOf({ receiver, integration }: Pick<Delivery, 'receiver' | 'integration'>): string {
  return `${receiver ?? ''}/${integration ?? ''}`;
}

/** A line break would end the columns. */
function oneLine(text: string): string {
  return text.replace(/[\t\r\n]+/g, ' ');
}

function table(lines: readonly string[]): string {
  return elasticTable(`${lines.join('\n')}\n`);
}
