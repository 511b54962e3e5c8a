import { Group, Select } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import type { DeliveryState } from '../api/types';
import { replaceParams, usePlace } from '../app/location';
import { EmptyNote } from '../parts/empty-note';
import { ErrorNote } from '../parts/error-note';
import { useDeliveries, useIntegrations } from './delivery-api';
import { DeliveryTable } from './delivery-table';

const STATES: readonly (readonly [DeliveryState, string])[] = [
  ['waiting', 'Waiting'],
  ['running', 'Being sent'],
  ['delivered', 'Delivered'],
  ['failed', 'Failed'],
  ['dead', 'Dead letters'],
];

/** What was sent, and what became of it, the latest first. */
export function DeliveryLog() {
  const { params } = usePlace();
  const integrations = useIntegrations();
  const state = STATES.find(([name]) => name === params.get('state'))?.[0];
  const receiver = params.get('receiver') ?? undefined;
  const deliveries = useDeliveries({ state, receiver });
  return (
    <>
      <Group mb="sm">
        <Select
          aria-label="Receiver"
          placeholder="Any receiver"
          clearable
          searchable
          data={[...new Set((integrations.data ?? []).map((one) => one.receiver))]}
          value={receiver ?? null}
          onChange={(value) => replaceParams({ receiver: value ?? undefined })}
        />
        <Select
          aria-label="State"
          placeholder="Any state"
          clearable
          data={STATES.map(([value, label]) => ({ value, label }))}
          value={state ?? null}
          onChange={(value) => replaceParams({ state: value ?? undefined })}
        />
      </Group>
      <ErrorNote error={deliveries.error} what="The deliveries cannot be read" />
      {deliveries.isSuccess && deliveries.data.length === 0 && (
        <EmptyNote icon={IconSend} title="Nothing has been sent" />
      )}
      {deliveries.data !== undefined && deliveries.data.length > 0 && (
        <DeliveryTable deliveries={deliveries.data} withGroup />
      )}
    </>
  );
}
