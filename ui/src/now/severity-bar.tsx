import { UnstyledButton } from '@mantine/core';
import type { GroupSummary } from '../api/types';
import { lookOf, Severity } from '../parts/severity';
import { changeNow } from './now-place';
import classes from './severity-bar.module.css';

/** The most urgent first; what has no known word comes last. */
const ORDER = ['critical', 'error', 'warning', 'info', 'none'];

/** How many alerts fire of each severity: what to look at first, and a filter. */
export function SeverityBar({
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
        <UnstyledButton
          key={word}
          className={classes.part}
          aria-pressed={word === chosen}
          style={{
            '--part': lookOf(word).colour,
            flexGrow: Math.max((counts.get(word) ?? 0) / Math.max(total, 1), 0.08),
          }}
          onClick={() => changeNow({ severity: word === chosen ? undefined : word })}
        >
          <Severity of={word} />
          <span className={classes.count}>{counts.get(word)}</span>
        </UnstyledButton>
      ))}
    </div>
  );
}

/** Whether one of its alerts has the severity that goes by this word; of a group that is over, whether the worst had. */
export function hasSeverity({ severity, severities }: GroupSummary, word: string): boolean {
  return [severity, ...Object.keys(severities)].some((each) => lookOf(each).word === word);
}

function rank(word: string): number {
  const at = ORDER.indexOf(word);
  return at < 0 ? ORDER.length - 1.5 : at;
}
