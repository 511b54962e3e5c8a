import { Alert, Anchor, List, Loader, Stack, Text, Textarea, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { Labels } from '../api/types';
import { hrefOf, replaceParams, usePlace } from '../app/location';
import { NOW } from '../app/paths';
import { ErrorNote } from '../parts/error-note';
import { parseMatchers } from '../parts/matchers';
import { RelativeTime } from '../parts/relative-time';
import { type RouteTest, useRoutes, useRouteTest } from './route-api';
import { RouteBranch } from './route-branch';
import classes from './routes-screen.module.css';

const TYPING_MS = 150;

/** The routing tree as it is at work, and the way that given labels take through it. */
export function RoutesScreen() {
  const { params } = usePlace();
  const routes = useRoutes();
  const text = params.get('labels') ?? '';
  const [asked] = useDebouncedValue(text, TYPING_MS);
  const read = readLabels(asked);
  const test = useRouteTest(read.labels);
  const leaves = text === '' ? [] : (test.data?.leaves ?? []);
  const lit = new Set(leaves.flatMap(({ path }) => path));

  return (
    <>
      <Title order={1} size="h3" mb="md">
        Routes
      </Title>
      <div className={classes.halves}>
        <div>
          <ErrorNote error={routes.error} what="The routes cannot be read" />
          {routes.data === undefined && routes.isPending && <Loader />}
          {routes.data !== undefined && (
            <ul className={classes.tree} aria-label="Routing tree">
              <RouteBranch node={routes.data} lit={leaves.length > 0 ? lit : undefined} />
            </ul>
          )}
        </div>
        <Stack className={classes.test}>
          <Textarea
            label="Where would an alert go?"
            description='Its labels: alertname="DiskFull", team="storage"'
            autosize
            minRows={3}
            value={text}
            error={text === asked ? read.error : undefined}
            onChange={(event) => replaceParams({ labels: event.currentTarget.value || undefined })}
          />
          <ErrorNote error={text === '' ? null : test.error} what="The way cannot be found" />
          {leaves.map((leaf) => (
            <Leaf key={leaf.path.join('/')} leaf={leaf} />
          ))}
        </Stack>
      </div>
    </>
  );
}

function Leaf({ leaf }: { readonly leaf: RouteTest['leaves'][number] }) {
  const { receiver, groupKey, groupId, nextFlushAt, silencedBy, inhibitedBy, mutedBy } = leaf;
  const isTold = silencedBy.length + inhibitedBy.length + mutedBy.length === 0;
  return (
    <Alert
      variant="light"
      color={isTold ? 'ember' : 'gray'}
      title={isTold ? `To ${receiver}` : `Not told to ${receiver} now`}
    >
      <List size="sm" spacing={2}>
        {silencedBy.map((id) => (
          <List.Item key={id}>
            silenced by{' '}
            <Anchor size="sm" href={hrefOf(`/silences/${id}`)}>
              {id.slice(0, 8)}
            </Anchor>
          </List.Item>
        ))}
        {inhibitedBy.length > 0 && <List.Item>inhibited by {inhibitedBy.join(', ')}</List.Item>}
        {mutedBy.map((name) => (
          <List.Item key={name}>muted by the time interval {name}</List.Item>
        ))}
        <List.Item>
          {groupId === undefined ? (
            'begins a new group'
          ) : (
            <>
              joins{' '}
              <Anchor size="sm" href={hrefOf(NOW, { open: groupId })}>
                a group that is there
              </Anchor>
            </>
          )}
          {nextFlushAt !== undefined && (
            <>
              , looked at <RelativeTime atMs={Date.parse(nextFlushAt)} />
            </>
          )}
        </List.Item>
      </List>
      <Text size="xs" c="dimmed" ff="monospace" mt={4} className={classes.key}>
        {groupKey}
      </Text>
    </Alert>
  );
}

/** Labels as matchers of equality write them. */
function readLabels(text: string): { readonly labels: Labels; readonly error: string | undefined } {
  try {
    const matchers = parseMatchers(text);
    const other = matchers.find(({ isRegex, isEqual }) => isRegex || !isEqual);
    if (other !== undefined)
      return { labels: {}, error: `${other.name}: a label has one value: write ${other.name}="…"` };
    return { labels: Object.fromEntries(matchers.map(({ name, value }) => [name, value])), error: undefined };
  } catch (error) {
    return { labels: {}, error: error instanceof Error ? error.message : String(error) };
  }
}
