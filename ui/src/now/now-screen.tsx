import { Button, Group, Select, TagsInput, Text } from '@mantine/core';
import { IconArrowUp, IconBell } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import { useCommands } from '../app/keyboard';
import { GroupDrawer } from '../group/group-drawer';
import { EmptyNote } from '../parts/empty-note';
import { ErrorNote } from '../parts/error-note';
import { printMatcher } from '../parts/matchers';
import { GroupList } from './group-list';
import { useGroups } from './group-query';
import { changeNow, useNowPlace } from './now-place';
import classes from './now-screen.module.css';
import { QueryBar } from './query-bar';
import { QuickSilence } from './quick-silence';
import { SavedViews } from './saved-views';
import { hasSeverity, SeverityBar } from './severity-bar';
import { useSteadyList } from './use-steady-list';

/** What fires now, the worst first: who is told of it, and whether they know. */
export function NowScreen() {
  const place = useNowPlace();
  const { matchers, receiver, state, groupBy, severity, open } = place;
  const groups = useGroups({ matchers, receiver, state, groupBy });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [isSilencing, setSilencing] = useState(false);

  const wanted = useMemo(
    () => groups.data?.filter((group) => severity === undefined || hasSeverity(group, severity)),
    [groups.data, severity],
  );
  const asked = JSON.stringify([matchers, receiver, state, groupBy, severity]);
  // Until the answer is there, the last one is shown: it is not what the new list begins with.
  const answered = useRef(asked);
  if (!groups.isPlaceholderData) answered.current = asked;
  const list = useSteadyList(wanted, answered.current);
  const chosen = list.rows.flatMap(({ item }) => (selected.has(item.id) ? [item] : []));
  const receivers = [...new Set(groups.data?.map((group) => group.receiver))].toSorted();

  useCommands([
    { keys: ['n'], title: 'Show what is new', section: 'Now', run: list.catchUp },
    {
      keys: [],
      title: 'Only what is told',
      section: 'Now',
      run: () => changeNow({ state: state === 'active' ? undefined : 'active' }),
    },
  ]);

  const filterBy = (name: string, value: string) => {
    const matcher = printMatcher({ name, value, isRegex: false, isEqual: true });
    if (!matchers.includes(matcher)) changeNow({ matchers: [...matchers, matcher] });
  };

  return (
    <>
      <h1 className={classes.unseen}>Now</h1>
      <div className={classes.tools}>
        <QueryBar matchers={matchers} onChange={(changed) => changeNow({ matchers: changed })} />
        <Select
          aria-label="Receiver"
          placeholder="Any receiver"
          clearable
          searchable
          data={receiver === undefined || receivers.includes(receiver) ? receivers : [...receivers, receiver]}
          value={receiver ?? null}
          onChange={(value) => changeNow({ receiver: value ?? undefined })}
        />
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
        <TagsInput
          aria-label="Group by"
          placeholder={groupBy.length === 0 ? 'Group by label' : ''}
          value={[...groupBy]}
          onChange={(names) => changeNow({ groupBy: names })}
        />
        <SavedViews />
      </div>
      <SeverityBar groups={groups.data ?? []} chosen={severity} />
      <ErrorNote error={groups.error} what="The alerts cannot be read" />
      {chosen.length > 0 && (
        <Group className={classes.bulk} role="toolbar" aria-label="Selected groups">
          <Text size="sm">{chosen.length} selected</Text>
          <Button size="compact-sm" variant="default" onClick={() => setSilencing(true)}>
            Silence
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={() => setSelected(new Set())}>
            Clear
          </Button>
        </Group>
      )}
      {list.newCount > 0 && (
        <Button
          className={classes.pill}
          radius="xl"
          size="compact-md"
          leftSection={<IconArrowUp size={14} />}
          onClick={list.catchUp}
        >
          {list.newCount} new
        </Button>
      )}
      {groups.isSuccess && list.rows.length === 0 && (
        <EmptyNote icon={IconBell} title={matchers.length === 0 ? 'Nothing fires' : 'Nothing that fires matches'}>
          {matchers.length > 0 && (
            <Button variant="subtle" size="compact-sm" onClick={() => changeNow({ matchers: [] })}>
              Clear the filter
            </Button>
          )}
        </EmptyNote>
      )}
      <GroupList
        rows={list.rows}
        selected={selected}
        onSelected={setSelected}
        onOpen={(id) => changeNow({ open: id })}
        onFilter={filterBy}
        onSilence={(id) => {
          if (id !== undefined) setSelected(new Set([id]));
          setSilencing(true);
        }}
        isCovered={open !== undefined || isSilencing}
      />
      <QuickSilence groups={chosen} isOpen={isSilencing && chosen.length > 0} onClose={() => setSilencing(false)} />
      {open !== undefined && (
        <GroupDrawer key={open} id={open} onClose={() => changeNow({ open: undefined })} onFilter={filterBy} />
      )}
    </>
  );
}
