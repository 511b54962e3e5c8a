import { type CSSProperties, memo } from 'react';
import type { GroupSummary } from '../api/types';
import { PlainButton } from '../parts/plain-button';
import { lookOf, Severity } from '../parts/severity';
import { changeNow } from './now-place';
import classes from './severity-bar.module.css';

/** The most urgent first; what has no known word comes last. */
const ORDER = ['critical', 'error', 'warning', 'info', 'none'];

/** How many alerts fire of each severity: what to look at first, and a filter. */
export const SeverityBar = memo(function SeverityBar({
  groups,
  chosen,
}: {
  readonly groups: readonly GroupSummary[];
  readonly chosen: string | undefined;
}) {
  const counts = new Map<string, number>();
  for (const { severities } of groups) {
    for (const [severity, count] of Object.entries(severities)) {
      const { word } = lookOf(severity);
      counts.set(word, (counts.get(word) ?? 0) + count);
    }
  }
  const words = [...counts.keys()].toSorted((a, b) => rank(a) - rank(b) || a.localeCompare(b));
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return (
    <div className={classes.bar} role="toolbar" aria-label="Severities">
      {words.map((word) => (
        <PlainButton
          key={word}
          className={classes.part}
          aria-pressed={word === chosen}
          style={partStyle(word, (counts.get(word) ?? 0) / Math.max(total, 1))}
          onClick={() => changeNow({ severity: word === chosen ? undefined : word })}
        >
          <Severity of={word} />
          <span className={classes.count}>{counts.get(word)}</span>
        </PlainButton>
      ))}
    </div>
  );
});

/** @param share of all that fire */
function partStyle(word: string, share: number): CSSProperties {
  const variables = { '--part': lookOf(word).colour };
  return { ...variables, flexGrow: Math.max(share, 0.08) };
}

/** Whether one of its alerts has the severity that goes by this word; of a group that is over, whether the worst had. */
export function hasSeverity({ severity, severities }: GroupSummary, word: string): boolean {
  return [severity, ...Object.keys(severities)].some((each) => lookOf(each).word === word);
}

function rank(word: string): number {
  const at = ORDER.indexOf(word);
  return at < 0 ? ORDER.length - 1.5 : at;
}
