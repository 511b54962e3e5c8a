import { Alert, Anchor, List, Loader, Stack, Text, Textarea, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { Labels } from '../api/types';
import { hrefOf, replaceParams, usePlace } from '../app/location';
import { NOW } from '../app/paths';
import { ErrorNote } from '../parts/error-note';
import { parseMatchers } from '../parts/matchers';
import { duration, RelativeTime } from '../parts/relative-time';
import { type RouteLeaf, type RouteTest, useRoutes, useRouteTest } from './route-api';
import { RouteBranch, type Way } from './route-branch';
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
  const found = text === '' ? undefined : test.data;
  const way = found === undefined ? undefined : wayOf(found);

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
              <RouteBranch node={routes.data} way={way} />
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
          {found?.leaves.map((leaf) => (
            <Leaf key={leaf.routeId} leaf={leaf} test={found} />
          ))}
        </Stack>
      </div>
    </>
  );
}

function Leaf({ leaf, test }: { readonly leaf: RouteLeaf; readonly test: RouteTest }) {
  const { receiver, groupKey, groupId, group, groupWaitSeconds, mutedBy } = leaf;
  const { silencedBy, inhibitedBy } = test;
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
          <List.Item key={name}>kept quiet by the time interval {name}</List.Item>
        ))}
        <List.Item>
          {group === null ? (
            `begins a new group, told after ${duration(groupWaitSeconds * 1000)}`
          ) : (
            <>
              joins{' '}
              <Anchor size="sm" href={hrefOf(NOW, { open: groupId })}>
                a group of {group.alerts}
              </Anchor>
              , looked at <RelativeTime atMs={Date.parse(group.nextFlushAt)} />
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

/** For each route that was looked at, whether the way leads through it, or why not. */
function wayOf({ leaves, steps }: RouteTest): Way {
  const lit = new Set(leaves.flatMap(({ path }) => path));
  const why = new Map<string, string>();
  for (const { routeId, failed, takenBy } of steps) {
    if (failed !== undefined) why.set(routeId, `${failed} does not hold`);
    if (takenBy !== undefined) why.set(routeId, 'a route before it takes the alert');
  }
  return { lit, why };
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
