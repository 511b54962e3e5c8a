import { Button, Group, Text } from '@mantine/core';
import { IconArrowUp, IconBell } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import type { GroupSummary } from '../api/types';
import { useCommands } from '../app/keyboard';
import { EmptyNote } from '../parts/empty-note';
import { ErrorNote } from '../parts/error-note';
import { useKept } from '../parts/use-kept';
import { GroupList } from './group-list';
import { useGroups } from './group-query';
import { changeMatchers, changeNow, filterBy, openGroup, useNowPlace } from './now-place';
import classes from './now-screen.module.css';
import { NowTools } from './now-tools';
import { QuickSilence } from './quick-silence';
import { hasSeverity, SeverityBar } from './severity-bar';
import { useSteadyList } from './use-steady-list';

const NO_GROUPS: readonly GroupSummary[] = [];

/** What can be opened beside the list is loaded after it, and before somebody opens it. */
const loadDrawer = () => import('../group/group-drawer');
const LOAD_DRAWER_AFTER_MS = 500;
const GroupDrawer = lazy(async () => ({ default: (await loadDrawer()).GroupDrawer }));

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
  // The last answer is not what a new list begins with; and one that was foreseen begins anew when it is answered.
  const shown = useRef(asked);
  if (groups.from !== 'last answer') shown.current = groups.from === 'answer' ? asked : `${asked}?`;
  const list = useSteadyList(wanted, shown.current);
  const chosen = selected.size === 0 ? [] : list.rows.flatMap(({ item }) => (selected.has(item.id) ? [item] : []));
  const receivers = useKept([...new Set(groups.data?.map((group) => group.receiver))].toSorted());

  useEffect(() => {
    // Where it cannot be had, opening it says so.
    const timer = window.setTimeout(() => loadDrawer().catch(() => undefined), LOAD_DRAWER_AFTER_MS);
    return () => window.clearTimeout(timer);
  }, []);

  useCommands([
    { keys: ['n'], title: 'Show what is new', section: 'Now', run: list.catchUp },
    {
      keys: [],
      title: 'Only what is told',
      section: 'Now',
      run: () => changeNow({ state: state === 'active' ? undefined : 'active' }),
    },
  ]);

  return (
    <>
      <h1 className={classes.unseen}>Now</h1>
      <NowTools {...{ matchers, receiver, state, groupBy, receivers }} />
      <SeverityBar groups={groups.data ?? NO_GROUPS} chosen={severity} />
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
      {groups.data !== undefined && list.rows.length === 0 && (
        <EmptyNote icon={IconBell} title={matchers.length === 0 ? 'Nothing fires' : 'Nothing that fires matches'}>
          {matchers.length > 0 && (
            <Button variant="subtle" size="compact-sm" onClick={() => changeMatchers([])}>
              Clear the filter
            </Button>
          )}
        </EmptyNote>
      )}
      <GroupList
        rows={list.rows}
        selected={selected}
        onSelected={setSelected}
        onOpen={openGroup}
        onFilter={filterBy}
        onSilence={(id) => {
          if (id !== undefined) setSelected(new Set([id]));
          setSilencing(true);
        }}
        isCovered={open !== undefined || isSilencing}
      />
      <QuickSilence groups={chosen} isOpen={isSilencing && chosen.length > 0} onClose={() => setSilencing(false)} />
      {open !== undefined && (
        <Suspense>
          <GroupDrawer key={open} id={open} onClose={() => changeNow({ open: undefined })} onFilter={filterBy} />
        </Suspense>
      )}
    </>
  );
}
