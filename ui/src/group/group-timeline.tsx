import { Skeleton, Text, Timeline } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { get } from '../api/client';
import type { AlertEvent, Labels, Page } from '../api/types';
import { usePreferences } from '../app/preferences';
import { ErrorNote } from '../parts/error-note';
import { exactTime } from '../parts/exact-time';
import { matchersOf, printMatcher, printMatchers } from '../parts/matchers';
import { RelativeTime } from '../parts/relative-time';
import { eventText } from './event-text';

/** What happened to the alerts with these labels, the latest first. */
export function GroupTimeline({ labels }: { readonly labels: Labels }) {
  const { timeZone } = usePreferences();
  const matchers = matchersOf(labels).map(printMatcher);
  const history = useQuery({
    queryKey: ['alert', 'history', matchers],
    queryFn: ({ signal }) => get<Page<AlertEvent>>('api/tocsin/v1/alerts/history', { matchers, limit: 100 }, signal),
  });
  if (history.isError) return <ErrorNote error={history.error} what="The history cannot be read" />;
  if (history.data === undefined) return <Skeleton h={120} />;
  const events = history.data.items;
  if (events.length === 0) return <Text c="dimmed">Nothing is kept of it.</Text>;
  return (
    <Timeline bulletSize={12} lineWidth={2} active={events.length}>
      {events.map((event) => (
        <Timeline.Item key={event.id} title={event.kind}>
          <Text size="sm">{eventText(event)}</Text>
          {events.some(({ fingerprint }) => fingerprint !== event.fingerprint) && (
            <Text size="xs" c="dimmed">
              {printMatchers(matchersOf(without(event.labels, labels)))}
            </Text>
          )}
          <Text size="xs" c="dimmed">
            {exactTime(Date.parse(event.at), timeZone)}, <RelativeTime atMs={Date.parse(event.at)} />
          </Text>
        </Timeline.Item>
      ))}
    </Timeline>
  );
}

function without(labels: Labels, shared: Labels): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => shared[name] === undefined));
}
