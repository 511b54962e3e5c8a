import { Anchor, Button, Card, Code, Group, Loader, Stack, Text, Title } from '@mantine/core';
import { hrefOf } from '../app/location';
import { usePreferences } from '../app/preferences';
import { DeliveryStateBadge } from '../parts/delivery-state';
import { ErrorNote } from '../parts/error-note';
import { exactTime } from '../parts/exact-time';
import { LabelChip } from '../parts/label-chip';
import { useToast } from '../parts/toasts';
import { type DeliveryDetail, type Exchange, useDelivery, useDeliveryActions } from './delivery-api';

/** One delivery: each attempt, with what was sent and what the vendor said. */
export function DeliveryDetailPage({ id }: { readonly id: string }) {
  const delivery = useDelivery(id);
  if (delivery.data === undefined) {
    return delivery.isError ? <ErrorNote error={delivery.error} what="The delivery cannot be read" /> : <Loader />;
  }
  const { receiver, integration, reason, state, groupLabels, attempts } = delivery.data;
  return (
    <Stack maw="60rem">
      <Anchor href={hrefOf('/delivery/log')} size="sm">
        All deliveries
      </Anchor>
      <Group>
        <Title order={1} size="h3">
          To {receiver}
        </Title>
        <DeliveryStateBadge state={state} />
        <Retry delivery={delivery.data} />
      </Group>
      <Text c="dimmed">
        Through {integration}: {reason}
      </Text>
      <Group gap={4}>
        {Object.entries(groupLabels).map(([name, value]) => (
          <LabelChip key={name} name={name} value={value} />
        ))}
      </Group>
      {attempts.length === 0 && <Text>No attempt has been made{state === 'waiting' && ' yet'}.</Text>}
      {attempts.map((attempt, i) => (
        <Attempt key={attempt.at} attempt={attempt} number={i + 1} />
      ))}
    </Stack>
  );
}

const WORDS = { delivered: 'delivered', retry: 'to be tried again', refused: 'refused' } as const;

function Retry({ delivery }: { readonly delivery: DeliveryDetail }) {
  const { retry } = useDeliveryActions();
  const toast = useToast();
  if (delivery.state !== 'waiting') return null;
  const now = async () => {
    try {
      await retry(delivery.id);
      toast({ text: 'It is being tried again' });
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : String(error), isError: true });
    }
  };
  return (
    <Button size="xs" onClick={now}>
      Try again now
    </Button>
  );
}

function Attempt({
  attempt,
  number,
}: {
  readonly attempt: DeliveryDetail['attempts'][number];
  readonly number: number;
}) {
  const { timeZone } = usePreferences();
  const { at, seconds, status, outcome, error, exchanges, exchangesKept } = attempt;
  return (
    <Card withBorder>
      <Group justify="space-between">
        <Text fw={600}>
          Attempt {number}: {WORDS[outcome]}
          {status !== null && ` (${status})`}
        </Text>
        <Text size="sm" c="dimmed">
          {exactTime(Date.parse(at), timeZone)}, {seconds.toFixed(2)} s
        </Text>
      </Group>
      {error !== undefined && <Text mt="xs">{error}</Text>}
      {!exchangesKept && (
        <Text mt="xs" size="sm" c="dimmed">
          What went over the wire was too much to keep.
        </Text>
      )}
      {exchanges.map((exchange, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: requests of one attempt have nothing else that sets them apart
        <ExchangeView key={i} exchange={exchange} />
      ))}
    </Card>
  );
}

function ExchangeView({ exchange: { request, response } }: { readonly exchange: Exchange }) {
  return (
    <Stack gap="xs" mt="sm">
      <Code block tabIndex={0}>
        {`${request.method} ${request.url}\n`}
        {Object.entries(request.headers)
          .map(([name, value]) => `${name}: ${value}\n`)
          .join('')}
        {`\n${pretty(request)}`}
      </Code>
      {response !== null && <Code block tabIndex={0}>{`${response.status}\n\n${pretty(response)}`}</Code>}
    </Stack>
  );
}

/** JSON with its lines broken; anything else as it is. */
function pretty({ body, bodyCut }: { readonly body: string; readonly bodyCut: boolean }): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return bodyCut ? `${body}\n… and more` : body;
  }
}
