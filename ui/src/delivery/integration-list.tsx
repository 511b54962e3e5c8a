import { Anchor, Badge, Button, Table, Text } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { hrefOf } from '../app/location';
import { EmptyNote } from '../parts/empty-note';
import { ErrorNote } from '../parts/error-note';
import { duration, RelativeTime } from '../parts/relative-time';
import { useToast } from '../parts/toasts';
import { type IntegrationHealth, useDeliveryActions, useIntegrations } from './delivery-api';
import { isInTrouble } from './integration-trouble';

/** How each configured integration does: what fails comes first. */
export function IntegrationList() {
  const integrations = useIntegrations();
  const sorted = (integrations.data ?? []).toSorted((a, b) => trouble(b) - trouble(a));
  return (
    <>
      <ErrorNote error={integrations.error} what="The integrations cannot be read" />
      {integrations.isSuccess && sorted.length === 0 && (
        <EmptyNote icon={IconSend} title="No receiver has an integration">
          Nobody would be told of anything.
        </EmptyNote>
      )}
      {sorted.length > 0 && (
        <Table.ScrollContainer minWidth={720}>
          <Table highlightOnHover verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Integration</Table.Th>
                <Table.Th>Health</Table.Th>
                <Table.Th>Waiting</Table.Th>
                <Table.Th>Last hour</Table.Th>
                <Table.Th>Last delivered</Table.Th>
                <Table.Th aria-label="Actions" />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {sorted.map((one) => (
                <IntegrationRow key={`${one.receiver}/${one.integration}`} integration={one} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </>
  );
}

function IntegrationRow({ integration: one }: { readonly integration: IntegrationHealth }) {
  const { test, isTesting } = useDeliveryActions();
  const toast = useToast();
  const send = async () => {
    try {
      const { integrations } = await test(one.receiver);
      const lines = integrations.map(({ integration, outcome, seconds, error }) =>
        outcome === 'delivered' ? `${integration}: delivered in ${seconds.toFixed(1)} s` : `${integration}: ${error}`,
      );
      const isError = integrations.some(({ outcome }) => outcome === 'failed');
      toast({ text: `${one.receiver}\n${lines.join('\n') || 'No integration to test'}`, isError });
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : String(error), isError: true });
    }
  };
  const isFailing = isInTrouble(one);
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor size="sm" href={hrefOf('/delivery/log', { receiver: one.receiver })}>
          {one.receiver}
        </Anchor>
        <Text size="xs" c="dimmed">
          {one.integration}
        </Text>
      </Table.Td>
      <Table.Td maw="24rem">
        <Badge color={isFailing ? 'red' : one.attemptsLastHour > 0 ? 'green' : 'gray'} variant="light" tt="none">
          {isFailing ? 'failing' : one.attemptsLastHour > 0 ? 'healthy' : 'not used lately'}
        </Badge>
        {one.rateLimitedUntil !== null && (
          <Text size="xs">
            Wants to be left alone until <RelativeTime atMs={Date.parse(one.rateLimitedUntil)} />
          </Text>
        )}
        {one.lastFailure !== null && (
          <Text size="xs" c="dimmed" lineClamp={3}>
            <RelativeTime atMs={Date.parse(one.lastFailure.at)} />: {one.lastFailure.error}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        {one.waiting + one.running}
        {one.oldestWaitingSeconds !== null && one.waiting > 0 && (
          <Text size="xs" c="dimmed">
            oldest {duration(one.oldestWaitingSeconds * 1000)}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        {one.attemptsLastHour} {one.attemptsLastHour === 1 ? 'attempt' : 'attempts'}
        {one.failuresLastHour > 0 && (
          <Text size="xs" c="red">
            {Math.round((one.failuresLastHour / Math.max(one.attemptsLastHour, 1)) * 100)} % failed
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        {one.lastDeliveredAt === null ? 'never' : <RelativeTime atMs={Date.parse(one.lastDeliveredAt)} />}
      </Table.Td>
      <Table.Td>
        <Button
          size="compact-sm"
          variant="default"
          loading={isTesting}
          onClick={send}
          aria-label={`Send a test through ${one.receiver}`}
        >
          Send a test
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}

function trouble(one: IntegrationHealth): number {
  return (isInTrouble(one) ? 1_000_000 : 0) + one.deadLetters * 1_000 + one.waiting;
}
