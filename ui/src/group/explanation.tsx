import { Anchor, Text, Timeline } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { get } from '../api/client';
import type { Explanation, ExplanationStep, GroupSummary } from '../api/types';
import { hrefOf } from '../app/location';
import { RelativeTime } from '../parts/relative-time';

/** Its receiver is empty where there are several. */
export type ExplainedGroup = Pick<GroupSummary, 'id' | 'receiver'>;

/** Why people were told of an alert as one of a group, or were not. */
export function useExplanation(fingerprint: string | undefined, { id, receiver }: ExplainedGroup) {
  return useQuery({
    queryKey: ['group', 'why', id, fingerprint],
    queryFn: ({ signal }) =>
      get<Explanation>('api/tocsin/v1/explain', { fingerprint, receiver: receiver || undefined }, signal),
    // What was said of another alert is not shown meanwhile.
    placeholderData: () => undefined,
    enabled: fingerprint !== undefined,
    refetchInterval: 10_000,
  });
}

/** A silence and a delivery are named by ids that nobody can read: they become links. */
export function ExplanationText({ text }: { readonly text: string }) {
  return text.split(/((?:silence|delivery) [0-9a-f]{8}-[\w-]{27,})/).map((part) => {
    const [, kind, id = ''] = /^(silence|delivery) ([0-9a-f]{8}-[\w-]{27,})$/.exec(part) ?? [];
    if (kind === undefined) return part;
    const path = kind === 'silence' ? '/silences' : '/delivery/log';
    return (
      <Anchor
        key={part}
        href={hrefOf(`${path}/${encodeURIComponent(id)}`)}
        c="inherit"
        inherit
        underline="always"
        title={id}
      >
        {kind}
      </Anchor>
    );
  });
}

export function ExplanationSteps({ steps }: { readonly steps: readonly ExplanationStep[] }) {
  return (
    <Timeline mt="sm" bulletSize={12} lineWidth={2} active={steps.length}>
      {steps.map(({ at, step, text }) => (
        <Timeline.Item key={`${step} ${text}`} title={step}>
          <Text size="sm">
            <ExplanationText text={text} />
          </Text>
          {at !== null && (
            <Text size="xs" c="dimmed">
              <RelativeTime atMs={Date.parse(at)} />
            </Text>
          )}
        </Timeline.Item>
      ))}
    </Timeline>
  );
}
