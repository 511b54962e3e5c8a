import {
  ActionIcon,
  Button,
  Checkbox,
  Group,
  Menu,
  SegmentedControl,
  Table,
  Text,
  TextInput,
  Title,
  Tooltip,
} from '@mantine/core';
import { IconBellOff, IconCopy, IconDots, IconPencil, IconPlus, IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { Silence } from '../api/types';
import { useCommands } from '../app/keyboard';
import { go, hrefOf, replaceParams, usePlace } from '../app/location';
import { EmptyNote } from '../parts/empty-note';
import { ErrorNote } from '../parts/error-note';
import { MatcherChip } from '../parts/label-chip';
import { printMatcher, printMatchers } from '../parts/matchers';
import { RelativeTime } from '../parts/relative-time';
import { useHiding, useSilences } from './silence-api';
import { useSilenceDeeds } from './silence-deeds';

type State = Silence['status']['state'];

const STATES: readonly State[] = ['active', 'pending', 'expired'];
const HOUR_MS = 3_600_000;

/** How many rows are drawn; who has more silences searches. */
const SHOWN_MAX = 200;

/** All silences of one state, and what can be done with them. */
export function SilenceList() {
  const { params } = usePlace();
  const silences = useSilences();
  const hiding = useHiding();
  const deeds = useSilenceDeeds();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const state = STATES.find((known) => known === params.get('state')) ?? 'active';
  const text = params.get('q') ?? '';

  const found = useMemo(
    () => (silences.data ?? []).filter((silence) => speaksOf(silence, text)),
    [silences.data, text],
  );
  const shown = found.filter(({ status }) => status.state === state).toSorted(byEnd(state));
  const chosen = shown.filter(({ id }) => selected.has(id));

  useCommands([
    { keys: ['c'], title: 'New silence', section: 'Silences', run: () => go(hrefOf('/silences/new')) },
    {
      keys: ['/'],
      title: 'Search silences',
      section: 'Silences',
      run: () => document.getElementById('silence-search')?.focus(),
    },
  ]);

  const toggle = (id: string) =>
    setSelected((known) =>
      known.has(id) ? new Set([...known].filter((other) => other !== id)) : new Set([...known, id]),
    );

  return (
    <>
      <Group justify="space-between" mb="md">
        <Title order={1} size="h3">
          Silences
        </Title>
        <Button component="a" href={hrefOf('/silences/new')} leftSection={<IconPlus size={16} />}>
          New silence
        </Button>
      </Group>
      <Group mb="sm">
        <SegmentedControl
          aria-label="State"
          value={state}
          onChange={(value) => {
            setSelected(new Set());
            replaceParams({ state: value });
          }}
          data={STATES.map((value) => ({
            value,
            label: `${value[0]?.toUpperCase()}${value.slice(1)} ${found.filter(({ status }) => status.state === value).length}`,
          }))}
        />
        <TextInput
          id="silence-search"
          flex={1}
          miw="14rem"
          aria-label="Search"
          placeholder="Creator, comment, matcher or id"
          leftSection={<IconSearch size={16} />}
          value={text}
          onChange={(event) => replaceParams({ q: event.currentTarget.value || undefined })}
        />
      </Group>
      {chosen.length > 0 && state !== 'expired' && (
        <Group mb="sm" role="toolbar" aria-label="Selected silences">
          <Text size="sm">{chosen.length} selected</Text>
          <Button size="compact-sm" variant="default" onClick={() => deeds.extend(chosen, HOUR_MS)}>
            Extend by 1h
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => deeds.extend(chosen, 24 * HOUR_MS)}>
            Extend by 1d
          </Button>
          <Button size="compact-sm" color="red" variant="light" onClick={() => deeds.expire(chosen)}>
            Expire
          </Button>
        </Group>
      )}
      <ErrorNote error={silences.error} what="The silences cannot be read" />
      {silences.isSuccess && shown.length === 0 && (
        <EmptyNote
          icon={IconBellOff}
          title={text === '' ? `No ${state} silence` : `No ${state} silence speaks of “${text}”`}
        >
          {state === 'active' && text === '' && 'Everything that fires is told.'}
        </EmptyNote>
      )}
      {shown.length > 0 && (
        <Table.ScrollContainer minWidth={640}>
          <Table highlightOnHover verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th w={36}>
                  <Checkbox
                    aria-label="Select all"
                    checked={chosen.length === shown.length}
                    indeterminate={chosen.length > 0 && chosen.length < shown.length}
                    onChange={(event) =>
                      setSelected(new Set(event.currentTarget.checked ? shown.map(({ id }) => id) : []))
                    }
                  />
                </Table.Th>
                <Table.Th>Matchers</Table.Th>
                {state === 'active' && <Table.Th>Hides</Table.Th>}
                <Table.Th>Comment</Table.Th>
                <Table.Th>By</Table.Th>
                <Table.Th>{state === 'pending' ? 'Begins' : state === 'active' ? 'Ends' : 'Ended'}</Table.Th>
                <Table.Th w={80} aria-label="Actions" />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shown.slice(0, SHOWN_MAX).map((silence) => (
                <Table.Tr key={silence.id}>
                  <Table.Td>
                    <Checkbox
                      aria-label={`Select ${printMatchers(silence.matchers)}`}
                      checked={selected.has(silence.id)}
                      onChange={() => toggle(silence.id)}
                    />
                  </Table.Td>
                  <Table.Td>
                    <a href={hrefOf(`/silences/${silence.id}`)} style={{ color: 'inherit', textDecoration: 'none' }}>
                      <Group gap={4}>
                        {silence.matchers.map((matcher) => (
                          <MatcherChip key={printMatcher(matcher)} matcher={matcher} />
                        ))}
                      </Group>
                    </a>
                  </Table.Td>
                  {state === 'active' && <Table.Td>{hiding.data?.get(silence.id) ?? 0}</Table.Td>}
                  <Table.Td maw="22rem">
                    <Text size="sm" lineClamp={2}>
                      {silence.comment}
                    </Text>
                  </Table.Td>
                  <Table.Td>{silence.createdBy}</Table.Td>
                  <Table.Td>
                    <RelativeTime atMs={Date.parse(state === 'pending' ? silence.startsAt : silence.endsAt)} />
                  </Table.Td>
                  <Table.Td>
                    <RowActions silence={silence} state={state} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {shown.length > SHOWN_MAX && (
        <Text size="sm" c="dimmed" mt="sm">
          {shown.length - SHOWN_MAX} more: search to find them.
        </Text>
      )}
    </>
  );
}

function RowActions({ silence, state }: { readonly silence: Silence; readonly state: State }) {
  const deeds = useSilenceDeeds();
  const clone = hrefOf('/silences/new', { clone: silence.id });
  if (state === 'expired') {
    return (
      <Tooltip label="Silence the same again">
        <ActionIcon component="a" href={clone} variant="subtle" color="gray" aria-label="Clone">
          <IconCopy size={16} />
        </ActionIcon>
      </Tooltip>
    );
  }
  return (
    <Group gap={2} wrap="nowrap">
      <Tooltip label="Edit">
        <ActionIcon
          component="a"
          href={hrefOf(`/silences/${silence.id}/edit`)}
          variant="subtle"
          color="gray"
          aria-label="Edit"
        >
          <IconPencil size={16} />
        </ActionIcon>
      </Tooltip>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label="More">
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => deeds.extend([silence], HOUR_MS)}>Extend by 1h</Menu.Item>
          <Menu.Item onClick={() => deeds.extend([silence], 24 * HOUR_MS)}>Extend by 1d</Menu.Item>
          <Menu.Item component="a" href={clone}>
            Clone
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item color="red" onClick={() => deeds.expire([silence])}>
            Expire now
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}

function speaksOf({ id, createdBy, comment, matchers }: Silence, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return [id, createdBy, comment, ...matchers.map(printMatcher)].some((word) => word.toLowerCase().includes(wanted));
}

/** What ends or begins next comes first; of what has ended, the latest. */
function byEnd(state: State): (a: Silence, b: Silence) => number {
  const at = ({ startsAt, endsAt }: Silence) => Date.parse(state === 'pending' ? startsAt : endsAt);
  return (a, b) => (state === 'expired' ? at(b) - at(a) : at(a) - at(b));
}
