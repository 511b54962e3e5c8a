import type { MuteCause, MutingSilence } from '../history/mute-cause.js';
import { goQuote } from '../labels/go-quote.js';

const DAY_MS = 24 * 3_600_000;

/** Characters of somebody else's text that a sentence quotes. */
const QUOTED_MAX = 300;

/** `03:11:30 UTC`, with the date where it is not the day of the moment that is asked about. */
export function moment(ms: number, atMs: number): string {
  const [date = '', rest = ''] = new Date(ms).toISOString().split('T');
  const time = `${rest.slice(0, 8)} UTC`;
  return Math.floor(ms / DAY_MS) === Math.floor(atMs / DAY_MS) ? time : `${date} ${time}`;
}

/** `PostgresDown{cluster="eu", severity="critical"}` */
export function alertText(labels: Readonly<Record<string, string>>): string {
  const { alertname, ...others } = labels;
  const pairs = Object.entries(others).map(([name, value]) => `${name}=${goQuote(value)}`);
  if (alertname === undefined) return `{${pairs.join(', ')}}`;
  return pairs.length === 0 ? alertname : `${alertname}{${pairs.join(', ')}}`;
}

/** `inhibited`, `silenced`, … and `since`, and by what. */
export function causeText(cause: MuteCause, sinceMs: number | undefined, untilMs: number | undefined, atMs: number) {
  const since = sinceMs === undefined ? '' : ` since ${moment(sinceMs, atMs)}`;
  const until = untilMs === undefined ? '' : `, until ${moment(untilMs, atMs)}`;
  switch (cause.kind) {
    case 'inhibited':
      return `inhibited${since} by rule ${cause.rule}, source ${sourceText(cause.source)}`;
    case 'silenced':
      return `silenced${since} by ${cause.silences.map((each) => silenceText(each, atMs)).join(' and by ')}`;
    case 'in mute time':
      return `muted${since} by the time interval ${cause.intervals.join(', ')}${until}`;
    case 'outside active time':
      return `muted${since}, outside of the active time interval ${cause.intervals.join(', ')}${until}`;
  }
}

export function quoted(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > QUOTED_MAX ? `${line.slice(0, QUOTED_MAX)}…` : line;
}

/** `once`, `3 times` */
export function times(count: number, one: string, many: string): string {
  return count === 1 ? `1 ${one}` : `${count} ${many}`;
}

/** `30s`, `5m`, `1h 30m`: for people. */
export function lengthOf(ms: number): string {
  const parts: [number, string][] = [
    [Math.floor(ms / DAY_MS), 'd'],
    [Math.floor(ms / 3_600_000) % 24, 'h'],
    [Math.floor(ms / 60_000) % 60, 'm'],
    [Math.floor(ms / 1000) % 60, 's'],
  ];
  const shown = parts.filter(([count]) => count > 0).slice(0, 2);
  return shown.length === 0 ? '0s' : shown.map(([count, unit]) => `${count}${unit}`).join(' ');
}

function sourceText({ fingerprint, labels }: (MuteCause & { kind: 'inhibited' })['source']): string {
  return Object.keys(labels).length === 0 ? fingerprint : (labels['alertname'] ?? alertText(labels));
}

function silenceText({ id, createdBy, comment, endsAtMs }: MutingSilence, atMs: number): string {
  const who = createdBy === '' ? '' : ` of ${quoted(createdBy)}`;
  const why = comment === '' ? '' : ` ("${quoted(comment)}")`;
  return `silence ${id}${who}${why} until ${moment(endsAtMs, atMs)}`;
}
