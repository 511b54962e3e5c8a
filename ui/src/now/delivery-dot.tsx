import { IconAlertTriangle, IconCheck, IconClock, IconVolumeOff } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { GroupSummary } from '../api/types';
import classes from './delivery-dot.module.css';

interface Look {
  readonly word: string;
  readonly colour: string;
  readonly icon: ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>;
}

const LOOKS: Readonly<Record<GroupSummary['delivery']['state'] | 'muted', Look>> = {
  none: { word: 'waiting', colour: 'var(--none)', icon: IconClock },
  queued: { word: 'sending', colour: 'var(--info)', icon: IconClock },
  sent: { word: 'told', colour: 'var(--ok)', icon: IconCheck },
  failed: { word: 'not told', colour: 'var(--critical)', icon: IconAlertTriangle },
  muted: { word: 'muted', colour: 'var(--none)', icon: IconVolumeOff },
};

/** Whether people know of the group: a word and a shape, and the vendor's words on hover. */
export function DeliveryDot({ group }: { readonly group: GroupSummary }) {
  const { firing } = group.counts;
  const isMuted = group.mutedBy.length > 0 || (firing === 0 && group.counts.suppressed > 0);
  const { state, error } = group.delivery;
  const isTroubled = state === 'queued' && error !== undefined;
  const { word, colour, icon: Icon } = LOOKS[isMuted ? 'muted' : isTroubled ? 'failed' : state];
  const title = isMuted ? group.mutedBy.join(', ') || 'Silenced or inhibited' : error;
  return (
    <span className={classes.dot} style={{ color: colour }} title={title}>
      <Icon size={15} stroke={2.25} aria-hidden />
      {word}
    </span>
  );
}
