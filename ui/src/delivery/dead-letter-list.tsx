import { Button, Checkbox, Group, Table, Text } from '@mantine/core';
import { IconMailX } from '@tabler/icons-react';
import { useState } from 'react';
import { EmptyNote } from '../parts/empty-note';
import { ErrorNote } from '../parts/error-note';
import { LabelChip } from '../parts/label-chip';
import { RelativeTime } from '../parts/relative-time';
import { useToast } from '../parts/toasts';
import { useDeadLetters, useDeliveryActions } from './delivery-api';

/** What vendors refused for good: sent again once its cause is mended. */
export function DeadLetterList() {
  const letters = useDeadLetters();
  const { replay } = useDeliveryActions();
  const toast = useToast();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const all = letters.data ?? [];
  const chosen = all.filter(({ id }) => selected.has(id)).map(({ id }) => id);

  const send = async (ids: readonly string[]) => {
    try {
      const failures = (await replay(ids)).results.filter(({ outcome }) => outcome === 'refused');
      const sent = ids.length - failures.length;
      if (sent > 0) toast({ text: `${sent === 1 ? 'One is' : `${sent} are`} being sent again` });
      if (failures.length > 0) {
        toast({ text: `Not sent:\n${failures.map(({ id, error }) => `${id}: ${error}`).join('\n')}`, isError: true });
      }
      setSelected(new Set());
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : String(error), isError: true });
    }
  };

  return (
    <>
      <ErrorNote error={letters.error} what="The dead letters cannot be read" />
      {letters.isSuccess && all.length === 0 && (
        <EmptyNote icon={IconMailX} title="No dead letters">
          Nothing was refused for good.
        </EmptyNote>
      )}
      {all.length > 0 && (
        <>
          <Group mb="sm">
            <Button size="xs" onClick={() => send(chosen.length > 0 ? chosen : all.map(({ id }) => id))}>
              {chosen.length > 0 ? `Send ${chosen.length} again` : 'Send all again'}
            </Button>
          </Group>
          <Table.ScrollContainer minWidth={640}>
            <Table verticalSpacing="xs">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th w={36} aria-label="Selected" />
                  <Table.Th>When</Table.Th>
                  <Table.Th>To</Table.Th>
                  <Table.Th>About</Table.Th>
                  <Table.Th>In the vendor's words</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {all.map(({ id, failedAt, receiver, integration, groupLabels, error }) => (
                  <Table.Tr key={id}>
                    <Table.Td>
                      <Checkbox
                        aria-label={`Select ${id}`}
                        checked={selected.has(id)}
                        onChange={() =>
                          setSelected((known) => {
                            const changed = new Set(known);
                            if (!changed.delete(id)) changed.add(id);
                            return changed;
                          })
                        }
                      />
                    </Table.Td>
                    <Table.Td>
                      <RelativeTime atMs={Date.parse(failedAt)} />
                    </Table.Td>
                    <Table.Td>
                      {receiver}
                      <Text size="xs" c="dimmed">
                        {integration}
                      </Text>
                    </Table.Td>
                    <Table.Td>
                      <Group gap={4}>
                        {Object.entries(groupLabels).map(([name, value]) => (
                          <LabelChip key={name} name={name} value={value} />
                        ))}
                      </Group>
                    </Table.Td>
                    <Table.Td maw="24rem">{error}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </>
      )}
    </>
  );
}
