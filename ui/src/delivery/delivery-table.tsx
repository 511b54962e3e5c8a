import { Anchor, Group, Table, Text } from '@mantine/core';
import type { DeliverySummary } from '../api/types';
import { hrefOf } from '../app/location';
import { DeliveryStateBadge } from '../parts/delivery-state';
import { LabelChip } from '../parts/label-chip';
import { RelativeTime } from '../parts/relative-time';

interface Props {
  readonly deliveries: readonly DeliverySummary[];
  /** Whether to say what each is about. */
  readonly withGroup: boolean;
}

/** Deliveries, the latest first: to whom, about what, why, and how each ended. */
export function DeliveryTable({ deliveries, withGroup }: Props) {
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table highlightOnHover verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>When</Table.Th>
            <Table.Th>State</Table.Th>
            <Table.Th>To</Table.Th>
            {withGroup && <Table.Th>About</Table.Th>}
            <Table.Th>Why</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {deliveries.map((delivery) => (
            <DeliveryRow key={delivery.id} delivery={delivery} withGroup={withGroup} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function DeliveryRow({ delivery, withGroup }: { readonly delivery: DeliverySummary; readonly withGroup: boolean }) {
  const { id, receiver, integration, groupLabels, reason, state, queuedAt, attempts, attemptCount } = delivery;
  const last = attempts.at(-1);
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor href={hrefOf(`/delivery/log/${encodeURIComponent(id)}`)} size="sm">
          <RelativeTime atMs={Date.parse(queuedAt)} />
        </Anchor>
      </Table.Td>
      <Table.Td maw="20rem">
        <DeliveryStateBadge state={state} />
        {attemptCount > 1 && (
          <Text span size="xs" c="dimmed">
            {' '}
            {attemptCount} attempts
          </Text>
        )}
        {last?.error !== undefined && state !== 'delivered' && (
          <Text size="xs" c="dimmed" lineClamp={2}>
            {last.error}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        {receiver}
        <Text size="xs" c="dimmed">
          {integration}
        </Text>
      </Table.Td>
      {withGroup && (
        <Table.Td>
          <Group gap={4}>
            {Object.entries(groupLabels).map(([name, value]) => (
              <LabelChip key={name} name={name} value={value} />
            ))}
          </Group>
        </Table.Td>
      )}
      <Table.Td>{reason}</Table.Td>
    </Table.Tr>
  );
}
