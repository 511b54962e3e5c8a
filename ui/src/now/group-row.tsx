import { Checkbox, UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import type { GroupSummary } from '../api/types';
import { LabelChip } from '../parts/label-chip';
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
  readonly onSelect: () => void;
  readonly onExpand: () => void;
  readonly onOpen: () => void;
  readonly onFilter: (name: string, value: string) => void;
}

/** One group of the list: how bad, what, who is told, how many, since when, and whether they know. */
export function GroupRow({
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
  const { firing, suppressed } = group.counts;
  const title = titleOf(group);
  return (
    <div className={classes.group} data-cursor={isCursor || undefined} data-gone={isGone || undefined}>
      <div className={classes.row}>
        <Checkbox size="xs" aria-label={`Select ${title}`} checked={isSelected} onChange={onSelect} />
        <UnstyledButton
          aria-label={isExpanded ? `Fold ${title}` : `Unfold ${title}`}
          aria-expanded={isExpanded}
          onClick={onExpand}
          className={classes.fold}
        >
          <IconChevronRight size={16} style={{ rotate: isExpanded ? '90deg' : '0deg' }} />
        </UnstyledButton>
        <span className={classes.severity}>
          <Severity of={isGone ? 'resolved' : group.severity} />
        </span>
        <span className={classes.what}>
          <UnstyledButton className={classes.title} onClick={onOpen}>
            {title}
          </UnstyledButton>
          <span className={classes.labels}>
            {Object.entries(group.labels)
              .filter(([name]) => name !== 'alertname')
              .map(([name, value]) => (
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
}
