import type { Matcher } from '../api/types';
import classes from './label-chip.module.css';
import { PlainButton } from './plain-button';

interface Props {
  readonly name: string;
  readonly value: string;
  /** Absent where nothing happens when it is clicked. */
  readonly onClick?: (() => void) | undefined;
  readonly title?: string | undefined;
}

/** A label: its name fainter than its value. */
export function LabelChip({ name, value, onClick, title }: Props) {
  const content = (
    <>
      <span className={classes.name}>{name}</span>
      <span className={classes.value}>{value}</span>
    </>
  );
  if (onClick === undefined) return <span className={classes.chip}>{content}</span>;
  return (
    <PlainButton className={classes.chip} onClick={onClick} title={title ?? `Only ${name}="${value}"`}>
      {content}
    </PlainButton>
  );
}

/** A matcher, with its operator: a negated or a regular one must not look like an equal one. */
export function MatcherChip({ matcher: { name, value, isEqual, isRegex } }: { readonly matcher: Matcher }) {
  const operator = isRegex ? (isEqual ? '=~' : '!~') : isEqual ? '=' : '!=';
  return <LabelChip name={`${name} ${operator}`} value={value} />;
}
