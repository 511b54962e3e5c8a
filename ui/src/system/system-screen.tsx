import { Alert, Anchor, Badge, Code, Group, Loader, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { get } from '../api/client';
import { usePreferences } from '../app/preferences';
import { ErrorNote } from '../parts/error-note';
import { exactTime } from '../parts/exact-time';
import { RelativeTime } from '../parts/relative-time';

interface Status {
  readonly version: string;
  readonly revision: string;
  readonly startedAt: string;
  readonly configuration: {
    readonly files: readonly string[];
    readonly hash: string;
    readonly loadedAt: string;
    readonly lastReload: { readonly at: string; readonly ok: boolean; readonly error: string | null } | null;
  };
  readonly storage: {
    readonly kind: 'embedded' | 'redis';
    readonly healthy: boolean;
    readonly error: string | null;
    readonly path: string;
    readonly bytes: number;
  };
  readonly limits: readonly { readonly bound: string; readonly count: number }[];
}

/** What API v2 says besides. */
interface StatusV2 {
  readonly config: { readonly original: string };
  readonly cluster: {
    readonly name?: string;
    readonly status: string;
    readonly peers: readonly { readonly name: string; readonly address: string }[];
  };
}

const LINKS: readonly (readonly [string, string])[] = [
  ['metrics', 'Metrics'],
  ['api/v2/openapi.yaml', 'API v2'],
  ['api/tocsin/v1/openapi.yaml', 'API of Tocsin'],
];

/** What runs, with which configuration, and whether it is well. */
export function SystemScreen() {
  const status = useQuery({
    queryKey: ['config', 'status'],
    queryFn: ({ signal }) => get<Status>('api/tocsin/v1/status', {}, signal),
    refetchInterval: 10_000,
  });
  const v2 = useQuery({
    queryKey: ['config', 'status-v2'],
    queryFn: ({ signal }) => get<StatusV2>('api/v2/status', {}, signal),
  });
  return (
    <Stack maw="64rem">
      <Group justify="space-between">
        <Title order={1} size="h3">
          System
        </Title>
        <Group>
          {LINKS.map(([href, name]) => (
            <Anchor key={href} href={href} size="sm">
              {name}
            </Anchor>
          ))}
        </Group>
      </Group>
      <ErrorNote error={status.error ?? v2.error} what="The status cannot be read" />
      {status.isPending && <Loader />}
      {status.data !== undefined && <Facts status={status.data} cluster={v2.data?.cluster} />}
      {v2.data !== undefined && (
        <>
          <Title order={2} size="h5">
            Configuration
          </Title>
          <Code block tabIndex={0}>
            {v2.data.config.original}
          </Code>
        </>
      )}
    </Stack>
  );
}

function Facts({ status, cluster }: { readonly status: Status; readonly cluster: StatusV2['cluster'] | undefined }) {
  const { version, revision, startedAt, configuration, storage, limits } = status;
  const { lastReload } = configuration;
  return (
    <>
      {lastReload?.ok === false && (
        <Alert color="red" title="The last reload failed: the configuration before it is at work">
          <Text size="sm" ff="monospace" style={{ whiteSpace: 'pre-wrap' }}>
            {lastReload.error}
          </Text>
        </Alert>
      )}
      {!storage.healthy && (
        <Alert color="red" title={STORAGE_TROUBLE[storage.kind]}>
          {storage.error}
        </Alert>
      )}
      <Table withRowBorders={false} w="auto">
        <Table.Tbody>
          <Fact name="Version">
            {version} <Code>{revision}</Code>
          </Fact>
          <Fact name="Running since">
            <Moment at={startedAt} />
          </Fact>
          <Fact name="Configuration">
            {configuration.files.join(', ')}, loaded <Moment at={configuration.loadedAt} />
          </Fact>
          <Fact name="Last reload">
            {lastReload === null ? (
              'none since it runs'
            ) : (
              <>
                <Badge variant="light" color={lastReload.ok ? 'green' : 'red'} tt="none">
                  {lastReload.ok ? 'succeeded' : 'failed'}
                </Badge>{' '}
                <Moment at={lastReload.at} />
              </>
            )}
          </Fact>
          <Fact name="Storage">
            {storage.kind}, {storage.path}, {(storage.bytes / 2 ** 20).toFixed(1)} MiB{' '}
            <Badge variant="light" color={storage.healthy ? 'green' : 'red'} tt="none">
              {storage.healthy ? 'healthy' : storage.kind === 'redis' ? 'goes on by itself' : 'cannot be written'}
            </Badge>
          </Fact>
          <Fact name="Replicas">
            {cluster === undefined || cluster.peers.length === 0
              ? 'this one alone'
              : cluster.peers.map(({ name, address }) => `${name} (${address})`).join(', ')}{' '}
            {cluster?.status === 'settling' && (
              <Badge variant="light" color="red" tt="none">
                settling
              </Badge>
            )}
          </Fact>
          <Fact name="Limits reached">
            {limits.filter(({ count }) => count > 0).length === 0
              ? 'none'
              : limits
                  .filter(({ count }) => count > 0)
                  .map(({ bound, count }) => `${bound}: ${count} times`)
                  .join(', ')}
          </Fact>
        </Table.Tbody>
      </Table>
    </>
  );
}

const STORAGE_TROUBLE = {
  embedded: 'The storage cannot be written: Tocsin goes on in memory',
  redis: 'This replica goes on by itself: a page may come twice, once from each',
};

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <Table.Tr>
      <Table.Td c="dimmed">{name}</Table.Td>
      <Table.Td>{children}</Table.Td>
    </Table.Tr>
  );
}

function Moment({ at }: { readonly at: string }) {
  const { timeZone } = usePreferences();
  return (
    <>
      {exactTime(Date.parse(at), timeZone)} (<RelativeTime atMs={Date.parse(at)} />)
    </>
  );
}
