import { IconChevronRight } from '@tabler/icons-react';
import { memo } from 'react';
import type { GroupSummary } from '../api/types';
import { LabelChip } from '../parts/label-chip';
import { PlainButton } from '../parts/plain-button';
import { RelativeTime } from '../parts/relative-time';
import { Severity } from '../parts/severity';
import { titleOf } from '../parts/title-of';
import { DeliveryDot } from './delivery-dot';
import { GroupAlerts } from './group-alerts';
import classes from './group-row.module.css';

interface Props {
  readonly group: GroupSummary;
  /** Its alerts have gone since the list was made. */
  readonly isGone: boolean;
  readonly isCursor: boolean;
  readonly isSelected: boolean;
  readonly isExpanded: boolean;
  readonly onSelect: (id: string) => void;
  readonly onExpand: (id: string) => void;
  readonly onOpen: (id: string) => void;
  readonly onFilter: (name: string, value: string) => void;
}

/**
 * One group of the list: how bad, what, who is told, how many, since when, and whether they know. It is of plain elements,
 * and drawn again only when it changes: with a filter all rows in sight are others, and have to be there at once.
 */
export const GroupRow = memo(function GroupRow({
  group,
  isGone,
  isCursor,
  isSelected,
  isExpanded,
  onSelect,
  onExpand,
  onOpen,
  onFilter,
}: Props) {
  const { id } = group;
  const { firing, suppressed } = group.counts;
  const title = titleOf(group);
  const labels = Object.entries(group.labels).filter(([name]) => name !== 'alertname');
  // Groups may have the same title: who hears it alone needs the labels, too.
  const spoken = [title, ...labels.map((label) => label.join(' '))].join(', ');
  return (
    <div className={classes.group} data-cursor={isCursor || undefined} data-gone={isGone || undefined}>
      <div className={classes.row}>
        <input
          type="checkbox"
          className={classes.select}
          aria-label={`Select ${spoken}`}
          checked={isSelected}
          onChange={() => onSelect(id)}
        />
        <PlainButton
          aria-label={isExpanded ? `Fold ${spoken}` : `Unfold ${spoken}`}
          aria-expanded={isExpanded}
          onClick={() => onExpand(id)}
          className={classes.fold}
        >
          <IconChevronRight size={16} style={{ rotate: isExpanded ? '90deg' : '0deg' }} />
        </PlainButton>
        <span className={classes.severity}>
          <Severity of={isGone ? 'resolved' : group.severity} />
        </span>
        <span className={classes.what}>
          <PlainButton className={classes.title} onClick={() => onOpen(id)}>
            {title}
          </PlainButton>
          <span className={classes.labels}>
            {labels.map(([name, value]) => (
              <LabelChip key={name} name={name} value={value} onClick={() => onFilter(name, value)} />
            ))}
          </span>
        </span>
        <span className={classes.receiver}>{group.receiver}</span>
        <span className={classes.count} title={`${firing} told, ${suppressed} muted`}>
          {firing + suppressed}
          {suppressed > 0 && firing > 0 && <span className={classes.muted}> ({suppressed} muted)</span>}
        </span>
        <span className={classes.age}>
          <RelativeTime atMs={Date.parse(group.startsAt)} />
        </span>
        <span className={classes.delivery}>
          <DeliveryDot group={group} />
        </span>
      </div>
      {isExpanded && <GroupAlerts id={group.id} onFilter={onFilter} />}
    </div>
  );
});
