import { compareBytes } from '../../labels/label-set.js';
import { printMatcher } from '../../labels/print.js';
import type { Alert, Labels, Silence, SilenceMatcher } from '../client/models.js';

/** A line of a table; each cell is ended by a tab, the last one too. */
export function row(...cells: readonly string[]): string {
  return cells.map((cell) => `${cell}\t`).join('');
}

/** `a="b" c="d"`, sorted; values stand as they are. */
export function labelsCell(labels: Labels): string {
  return Object.entries(labels ?? {})
    .map(([name, value]) => `${name}="${value}"`)
    .sort(compareBytes)
    .join(' ');
}

/** Each matcher in a form that parses back. */
export function matcherTexts(matchers: readonly SilenceMatcher[] | null): string[] {
  return (matchers ?? []).map(({ name, value, isRegex, isEqual }) => {
    const operator = isRegex ? (isEqual === false ? '!~' : '=~') : isEqual === false ? '!=' : '=';
    return printMatcher({ name: name ?? '', operator, value: value ?? '' });
  });
}

export function byStart(alerts: readonly Alert[]): readonly Alert[] {
  return alerts.toSorted((a, b) => compareMoments(a.startsAt, b.startsAt));
}

export function byEnd(silences: readonly Silence[]): readonly Silence[] {
  return silences.toSorted((a, b) => compareMoments(a.endsAt, b.endsAt));
}

function compareMoments(a: Alert['startsAt'], b: Alert['startsAt']): number {
  return (a?.unixSeconds ?? 0) - (b?.unixSeconds ?? 0) || (a?.nanos ?? 0) - (b?.nanos ?? 0);
}
