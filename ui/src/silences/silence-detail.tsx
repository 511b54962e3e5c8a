import { Badge, Button, Group, Stack, Table, Text, Title } from '@mantine/core';
import { IconBellOff } from '@tabler/icons-react';
import { hrefOf } from '../app/location';
import { usePreferences } from '../app/preferences';
import { CopyButton } from '../parts/copy-button';
import { EmptyNote } from '../parts/empty-note';
import { ErrorNote } from '../parts/error-note';
import { exactTime } from '../parts/exact-time';
import { MatcherChip } from '../parts/label-chip';
import { printMatcher } from '../parts/matchers';
import { RelativeTime } from '../parts/relative-time';
import { useSilences } from './silence-api';
import { useSilenceDeeds } from './silence-deeds';
import { SilencePreviewPanel } from './silence-preview-panel';

/** One silence: what it says, and whom it concerns now. */
export function SilenceDetail({ id }: { readonly id: string }) {
  const silences = useSilences();
  const deeds = useSilenceDeeds();
  const { timeZone } = usePreferences();
  const silence = silences.data?.find((known) => known.id === id);
  if (silence === undefined) {
    return (
      <>
        <ErrorNote error={silences.error} what="The silences cannot be read" />
        {silences.isSuccess && (
          <EmptyNote icon={IconBellOff} title="There is no such silence">
            It may have ended longer ago than silences are kept. <a href={hrefOf('/silences')}>All silences</a>
          </EmptyNote>
        )}
      </>
    );
  }
  const { state } = silence.status;
  const rows: readonly (readonly [string, string])[] = [
    ['Starts', silence.startsAt],
    ['Ends', silence.endsAt],
    ['Changed', silence.updatedAt],
  ];
  return (
    <Stack maw="60rem">
      <Group>
        <Title order={1} size="h3">
          Silence
        </Title>
        <Badge color={state === 'active' ? 'ember' : 'gray'} variant="light">
          {state}
        </Badge>
        <Group ml="auto" gap="xs">
          <CopyButton text={window.location.href} label="Copy link" />
          {state !== 'expired' && (
            <Button variant="default" size="xs" component="a" href={hrefOf(`/silences/${id}/edit`)}>
              Edit
            </Button>
          )}
          <Button variant="default" size="xs" component="a" href={hrefOf('/silences/new', { clone: id })}>
            Clone
          </Button>
          {state !== 'expired' && (
            <Button color="red" variant="light" size="xs" onClick={() => deeds.expire([silence])}>
              Expire now
            </Button>
          )}
        </Group>
      </Group>
      <Group gap={4}>
        {silence.matchers.map((matcher) => (
          <MatcherChip key={printMatcher(matcher)} matcher={matcher} />
        ))}
      </Group>
      <Text style={{ whiteSpace: 'pre-line' }}>{silence.comment}</Text>
      <Table withRowBorders={false} w="auto">
        <Table.Tbody>
          {rows.map(([name, at]) => (
            <Table.Tr key={name}>
              <Table.Td c="dimmed">{name}</Table.Td>
              <Table.Td>{exactTime(Date.parse(at), timeZone)}</Table.Td>
              <Table.Td>
                <RelativeTime atMs={Date.parse(at)} />
              </Table.Td>
            </Table.Tr>
          ))}
          <Table.Tr>
            <Table.Td c="dimmed">By</Table.Td>
            <Table.Td>{silence.createdBy}</Table.Td>
          </Table.Tr>
          <Table.Tr>
            <Table.Td c="dimmed">Id</Table.Td>
            <Table.Td ff="monospace">{id}</Table.Td>
          </Table.Tr>
        </Table.Tbody>
      </Table>
      {state !== 'expired' && <SilencePreviewPanel matchers={silence.matchers} />}
    </Stack>
  );
}
