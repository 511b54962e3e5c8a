import { Select, TagsInput } from '@mantine/core';
import { memo } from 'react';
import type { GroupFilter } from './group-query';
import { changeMatchers, changeNow } from './now-place';
import classes from './now-tools.module.css';
import { QueryBar } from './query-bar';
import { SavedViews } from './saved-views';

interface Props extends GroupFilter {
  /** Those that the groups go to. */
  readonly receivers: readonly string[];
}

/** What the list is narrowed by. Each part is drawn again only when it changes: they cost more than the list itself. */
export function NowTools({ matchers, receiver, state, groupBy, receivers }: Props) {
  return (
    <div className={classes.tools}>
      <QueryBar matchers={matchers} onChange={changeMatchers} />
      <ReceiverChoice receiver={receiver} receivers={receivers} />
      <StateChoice state={state} />
      <GroupByChoice groupBy={groupBy} />
      <SavedViews />
    </div>
  );
}

const ReceiverChoice = memo(function ReceiverChoice({ receiver, receivers }: Pick<Props, 'receiver' | 'receivers'>) {
  return (
    <Select
      aria-label="Receiver"
      placeholder="Any receiver"
      clearable
      searchable
      data={receiver === undefined || receivers.includes(receiver) ? receivers : [...receivers, receiver]}
      value={receiver ?? null}
      onChange={(value) => changeNow({ receiver: value ?? undefined })}
    />
  );
});

const StateChoice = memo(function StateChoice({ state }: Pick<Props, 'state'>) {
  return (
    <Select
      aria-label="State"
      placeholder="Told or muted"
      clearable
      data={[
        { value: 'active', label: 'Told' },
        { value: 'suppressed', label: 'Muted' },
      ]}
      value={state ?? null}
      onChange={(value) => changeNow({ state: value === 'active' || value === 'suppressed' ? value : undefined })}
    />
  );
});

const GroupByChoice = memo(function GroupByChoice({ groupBy }: Pick<Props, 'groupBy'>) {
  return (
    <TagsInput
      aria-label="Group by"
      placeholder={groupBy.length === 0 ? 'Group by label' : ''}
      value={[...groupBy]}
      onChange={(names) => changeNow({ groupBy: names })}
    />
  );
});
