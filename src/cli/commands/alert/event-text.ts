import { type Decode, labels, list, member, text } from '../../client/decode-json.js';
import type { Labels } from '../../client/models.js';
import { labelsText } from '../explain/explain-text.js';

/** An event of an alert, as it is printed. */
export interface PrintedEvent {
  /** RFC 3339. */
  readonly at: string;
  readonly kind: string;
  readonly labels: Labels;
  /** What is said of it beside its kind. */
  readonly text: string;
}

/** An item of `GET /alerts/history`. */
export const alertEvent: Decode<PrintedEvent> = (value, where) => {
  const kind = words(member(value, where, 'kind'), where);
  return {
    at: words(member(value, where, 'at'), where),
    kind,
    labels: labels(member(value, where, 'labels'), where),
    text: detailsText(kind, member(value, where, 'details'), where),
  };
};

/** A line for each event, with one for each new day. */
export function eventsText(events: readonly PrintedEvent[]): string {
  const width = Math.max(0, ...events.map(({ kind }) => kind.length));
  let day = '';
  const lines = events.flatMap(({ at, kind, labels: own, text: said }) => {
    const [date = '', time = ''] = at.split('T');
    const heading = date === day ? [] : [`${date}, times in UTC`];
    day = date;
    const name = labelsText({ labels: own });
    return [...heading, `  ${time.slice(0, 8)}  ${kind.padEnd(width)}  ${name}${said === '' ? '' : `: ${said}`}`];
  });
  return lines.map((line) => `${line}\n`).join('');
}

function detailsText(kind: string, details: unknown, where: string): string {
  const of = (name: string) => words(member(details, where, name), where);
  switch (kind) {
    case 'grouped':
      return `${of('receiver')}, group ${of('groupKey')}`;
    case 'muted':
      return `${of('receiver')}, ${causeText(member(details, where, 'by'), where)}`;
    case 'ungrouped':
    case 'unmuted':
      return of('receiver');
    case 'told':
      return `${of('receiver')} (${of('integration')}), ${of('status')}, ${of('reason')}`;
    case 'resolved':
      return member(details, where, 'timeout') === true ? 'not sent again in time' : '';
    default:
      return '';
  }
}

function causeText(by: unknown, where: string): string {
  const kind = words(member(by, where, 'kind'), where);
  if (kind === 'inhibited') {
    const source = labels(member(member(by, where, 'source'), where, 'labels'), where);
    return `inhibited by rule ${words(member(by, where, 'rule'), where)}, source ${labelsText({ labels: source })}`;
  }
  if (kind === 'silenced') {
    const silences = list(silence)(member(by, where, 'silences'), where) ?? [];
    return `silenced by ${silences.join(' and by ')}`;
  }
  return `${kind} ${(list(words)(member(by, where, 'intervals'), where) ?? []).join(', ')}`;
}

const silence: Decode<string> = (value, where) => {
  const of = (name: string) => words(member(value, where, name), where);
  return `silence ${of('id')} of ${of('createdBy')} (${JSON.stringify(of('comment'))})`;
};

const words: Decode<string> = (value, where) => text(value, where) ?? '';
