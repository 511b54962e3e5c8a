import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconCircle,
  IconCircleCheck,
  IconFlame,
  IconInfoCircle,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import classes from './severity.module.css';

interface Look {
  readonly word: string;
  readonly colour: string;
  readonly icon: ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>;
}

const LOOKS: readonly (readonly [readonly string[], Look])[] = [
  [['critical', 'page', 'fatal', 'emergency'], { word: 'critical', colour: 'var(--critical)', icon: IconFlame }],
  [['error', 'high'], { word: 'error', colour: 'var(--error)', icon: IconAlertOctagon }],
  [['warning', 'warn', 'medium'], { word: 'warning', colour: 'var(--warning)', icon: IconAlertTriangle }],
  [['info', 'low', 'notice'], { word: 'info', colour: 'var(--info)', icon: IconInfoCircle }],
];

const NONE: Look = { word: 'none', colour: 'var(--none)', icon: IconCircle };
const RESOLVED: Look = { word: 'resolved', colour: 'var(--ok)', icon: IconCircleCheck };

/** Every severity is a shape, a word and a colour: never a colour alone. */
export function lookOf(severity: string | undefined): Look {
  const word = severity?.toLowerCase() ?? '';
  if (word === 'resolved') return RESOLVED;
  const known = LOOKS.find(([words]) => words.includes(word))?.[1] ?? NONE;
  return word === '' ? known : { ...known, word };
}

export function Severity({ of, withWord = true }: { readonly of: string | undefined; readonly withWord?: boolean }) {
  const { word, colour, icon: Icon } = lookOf(of);
  return (
    <span className={classes.severity} style={{ color: colour }} {...(withWord ? {} : { title: word })}>
      <Icon size={16} stroke={2} aria-hidden />
      <span className={withWord ? undefined : classes.unseen}>{word}</span>
    </span>
  );
}
