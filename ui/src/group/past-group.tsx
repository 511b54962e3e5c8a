import { Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { get } from '../api/client';
import type { Labels, Page } from '../api/types';
import { ErrorNote } from '../parts/error-note';
import { RelativeTime } from '../parts/relative-time';
import { Severity } from '../parts/severity';
import { titleOf } from '../parts/title-of';
import { GroupDeliveries } from './group-deliveries';
import { GroupTimeline } from './group-timeline';

/** A decision about a group, of which the last tells what it was. */
interface PastFlush {
  readonly groupKey: string;
  readonly groupLabels: Labels;
  readonly receiver: string;
  readonly at: string;
}

/** A group whose alerts have all ended, from what is kept of it. */
export function PastGroup({ id }: { readonly id: string }) {
  const flushes = useQuery({
    queryKey: ['group', 'past', id],
    queryFn: ({ signal }) => get<Page<PastFlush>>('api/tocsin/v1/flushes', { group: id, limit: 1 }, signal),
  });
  const last = flushes.data?.items[0];
  if (last === undefined) {
    return (
      <>
        <ErrorNote error={flushes.error} what="The history cannot be read" />
        {flushes.isSuccess && <Text c="dimmed">There is no such group, and nothing is kept of one.</Text>}
      </>
    );
  }
  return (
    <Stack>
      <div>
        <Severity of="resolved" />
        <Title order={2} size="h4" mt={4}>
          {titleOf({ labels: last.groupLabels, commonLabels: {}, commonAnnotations: {} })}
        </Title>
        <Text size="sm" c="dimmed">
          Over; for <b>{last.receiver}</b>, last looked at <RelativeTime atMs={Date.parse(last.at)} />
        </Text>
      </div>
      <Title order={3} size="h5">
        Timeline
      </Title>
      <GroupTimeline labels={last.groupLabels} />
      <Title order={3} size="h5">
        Deliveries
      </Title>
      <GroupDeliveries groupKey={last.groupKey} />
    </Stack>
  );
}
