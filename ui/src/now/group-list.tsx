import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type Dispatch, type SetStateAction, useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { GroupSummary } from '../api/types';
import { useCommands } from '../app/keyboard';
import classes from './group-list.module.css';
import { GroupRow } from './group-row';

const ROW_PX = 45;

interface Props {
  readonly rows: readonly { readonly item: GroupSummary; readonly isGone: boolean }[];
  readonly selected: ReadonlySet<string>;
  readonly onSelected: Dispatch<SetStateAction<ReadonlySet<string>>>;
  readonly onOpen: (id: string) => void;
  readonly onFilter: (name: string, value: string) => void;
  /** @param id of the one that is meant where nothing is selected */
  readonly onSilence: (id: string | undefined) => void;
  /** Something is in front of the list, and has the keys. */
  readonly isCovered: boolean;
}

/** The groups, of which only those in sight are drawn, and the keys that move among them. */
export function GroupList({ rows, selected, onSelected, onOpen, onFilter, onSilence, isCovered }: Props) {
  const top = useRef<HTMLDivElement>(null);
  const [offset, setOffset] = useState(0);
  const [cursor, setCursor] = useState(-1);
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const list = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ROW_PX,
    getItemKey: (i) => rows[i]?.item.id ?? i,
    overscan: 4,
    scrollMargin: offset,
  });

  useLayoutEffect(() => setOffset(top.current?.offsetTop ?? 0), []);

  const at = Math.min(cursor, rows.length - 1);
  const current = rows[at]?.item;
  const move = (by: number) => {
    if (isCovered || rows.length === 0) return;
    const next = Math.max(0, Math.min(at + by, rows.length - 1));
    setCursor(next);
    list.scrollToIndex(next, { align: 'auto' });
  };
  const withCurrent = (run: (group: GroupSummary) => void) => () => {
    if (!isCovered && current !== undefined) run(current);
  };
  const select = useCallback((id: string) => onSelected((known) => toggled(known, id)), [onSelected]);
  const expand = useCallback((id: string) => setExpanded((known) => toggled(known, id)), []);

  useCommands([
    { keys: ['j', 'arrowdown'], title: 'Next group', section: 'Now', run: () => move(1) },
    { keys: ['k', 'arrowup'], title: 'Previous group', section: 'Now', run: () => move(-1) },
    { keys: ['enter'], title: 'Open the group', section: 'Now', run: withCurrent(({ id }) => onOpen(id)) },
    { keys: ['e'], title: 'Unfold the group', section: 'Now', run: withCurrent(({ id }) => expand(id)) },
    { keys: ['x'], title: 'Select the group', section: 'Now', run: withCurrent(({ id }) => select(id)) },
    {
      keys: ['*'],
      title: 'Select all',
      section: 'Now',
      run: () => {
        if (!isCovered) onSelected(new Set(rows.map(({ item }) => item.id)));
      },
    },
    {
      keys: ['s'],
      title: 'Silence what is selected',
      section: 'Now',
      run: () => {
        if (!isCovered && (selected.size > 0 || current !== undefined))
          onSilence(selected.size > 0 ? undefined : current?.id);
      },
    },
    { keys: ['w'], title: 'Why was it told, or not?', section: 'Now', run: withCurrent(({ id }) => onOpen(id)) },
  ]);

  return (
    <div ref={top} className={classes.list} style={{ height: list.getTotalSize() }}>
      {list.getVirtualItems().map(({ key, index, start }) => {
        const row = rows[index];
        if (row === undefined) return null;
        const { id } = row.item;
        return (
          <div
            key={key}
            data-index={index}
            ref={list.measureElement}
            className={classes.place}
            style={{ top: start - offset }}
          >
            <GroupRow
              group={row.item}
              isGone={row.isGone}
              isCursor={index === at}
              isSelected={selected.has(id)}
              isExpanded={expanded.has(id)}
              onSelect={select}
              onExpand={expand}
              onOpen={onOpen}
              onFilter={onFilter}
            />
          </div>
        );
      })}
    </div>
  );
}

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const changed = new Set(ids);
  if (!changed.delete(id)) changed.add(id);
  return changed;
}
