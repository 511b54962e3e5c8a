import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { get } from '../api/client';
import type { DeliverySummary, Page } from '../api/types';
import { DeliveryTable } from '../delivery/delivery-table';
import { ErrorNote } from '../parts/error-note';

/** What was sent about a group, and how it ended. */
export function GroupDeliveries({ groupKey }: { readonly groupKey: string }) {
  const deliveries = useQuery({
    queryKey: ['delivery', 'group', groupKey],
    queryFn: ({ signal }) =>
      get<Page<DeliverySummary>>('api/tocsin/v1/deliveries', { group: groupKey, limit: 50 }, signal),
  });
  if (deliveries.isError) return <ErrorNote error={deliveries.error} what="The deliveries cannot be read" />;
  if (deliveries.data === undefined) return <Skeleton h={120} />;
  if (deliveries.data.items.length === 0) return <Text c="dimmed">Nothing has been sent.</Text>;
  return <DeliveryTable deliveries={deliveries.data.items} withGroup={false} />;
}
