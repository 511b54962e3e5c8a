import { Alert, Button, Collapse, Skeleton, Text, Timeline } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { get } from '../api/client';
import type { Explanation, GroupDetail } from '../api/types';
import { useCommands } from '../app/keyboard';
import { ErrorNote } from '../parts/error-note';
import { RelativeTime } from '../parts/relative-time';

/** Why people were told, or were not: one sentence, and the way to it when it is asked for. */
export function Why({ group }: { readonly group: GroupDetail }) {
  const [isOpen, setOpen] = useState(false);
  const fingerprint = group.alerts[0]?.fingerprint;
  const why = useQuery({
    queryKey: ['group', 'why', group.id, fingerprint],
    queryFn: ({ signal }) =>
      get<Explanation>('api/tocsin/v1/explain', { fingerprint, receiver: group.receiver }, signal),
    enabled: fingerprint !== undefined,
    refetchInterval: 10_000,
  });
  useCommands([
    { keys: ['w'], title: 'Why was it told, or not?', section: 'Group', run: () => setOpen((last) => !last) },
  ]);

  if (why.isError) return <ErrorNote error={why.error} what="It cannot be said why" />;
  if (why.data === undefined) return <Skeleton h={48} />;
  return (
    <Alert
      variant="light"
      color="ember"
      icon={<IconHelpCircle size={20} />}
      title={why.data.sentence}
      aria-live="polite"
    >
      <Button size="compact-xs" variant="subtle" onClick={() => setOpen((last) => !last)} aria-expanded={isOpen}>
        {isOpen ? 'Hide the steps' : 'How do we know?'}
      </Button>
      <Collapse expanded={isOpen}>
        <Timeline mt="sm" bulletSize={12} lineWidth={2} active={why.data.steps.length}>
          {why.data.steps.map(({ at, step, text }) => (
            <Timeline.Item key={`${step} ${text}`} title={step}>
              <Text size="sm">{text}</Text>
              {at !== null && (
                <Text size="xs" c="dimmed">
                  <RelativeTime atMs={Date.parse(at)} />
                </Text>
              )}
            </Timeline.Item>
          ))}
        </Timeline>
      </Collapse>
    </Alert>
  );
}
