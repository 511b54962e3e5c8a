import { Anchor, Badge, Text } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { hrefOf } from '../app/location';
import { NOW } from '../app/paths';
import { duration } from '../parts/relative-time';
import type { IntervalState, RouteNode } from './route-api';
import classes from './route-branch.module.css';

/** The way that some labels take: ids of the routes that it leads through, and why it does not through others. */
export interface Way {
  readonly lit: ReadonlySet<string>;
  readonly why: ReadonlyMap<string, string>;
}

interface Props {
  readonly node: RouteNode;
  /** undefined where none is looked for. */
  readonly way: Way | undefined;
}

/** A route and those below it. */
export function RouteBranch({ node, way }: Props) {
  const { id, receiver, matchers, groupBy, counts, children, timers, own } = node;
  const why = way?.why.get(id);
  return (
    <li className={classes.branch}>
      <div className={classes.route} data-way={way === undefined ? undefined : way.lit.has(id) ? 'on' : 'off'}>
        <div className={classes.line}>
          <Text span fw={600} size="sm" ff="monospace">
            {matchers.length === 0 ? 'everything' : matchers.join(', ')}
          </Text>
          <Text span size="sm" c="dimmed">
            to
          </Text>
          <Text span fw={600} size="sm">
            {receiver}
          </Text>
          {node.continue && (
            <Badge variant="light" color="blue" tt="none" leftSection={<IconArrowDown size={12} />}>
              and goes on
            </Badge>
          )}
          <Intervals node={node} />
          {counts.groups > 0 && (
            <Anchor className={classes.counts} size="sm" href={hrefOf(NOW, { receiver })}>
              {counts.alerts} {counts.alerts === 1 ? 'alert' : 'alerts'} in {counts.groups}{' '}
              {counts.groups === 1 ? 'group' : 'groups'}
            </Anchor>
          )}
        </div>
        <div className={classes.line}>
          <Text span size="xs" c="dimmed">
            by {groupBy[0] === '...' ? 'all labels' : groupBy.join(', ') || 'nothing: one group'}
          </Text>
          <Timer name="waits" seconds={timers.groupWaitSeconds} isOwn={own.includes('groupWaitSeconds')} />
          <Timer name="every" seconds={timers.groupIntervalSeconds} isOwn={own.includes('groupIntervalSeconds')} />
          <Timer
            name="repeats after"
            seconds={timers.repeatIntervalSeconds}
            isOwn={own.includes('repeatIntervalSeconds')}
          />
          {why !== undefined && (
            <Text span size="xs" fw={600}>
              not here: {why}
            </Text>
          )}
        </div>
      </div>
      {children.length > 0 && (
        <ul className={classes.children}>
          {children.map((child) => (
            <RouteBranch key={child.id} node={child} way={way} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** What is inherited is fainter than what the route says itself. */
function Timer({ name, seconds, isOwn }: { readonly name: string; readonly seconds: number; readonly isOwn: boolean }) {
  return (
    <Text
      span
      size="xs"
      fw={isOwn ? 600 : 400}
      {...(isOwn ? {} : { c: 'dimmed' })}
      title={isOwn ? 'Of this route' : 'Inherited'}
    >
      {name} {duration(seconds * 1000)}
    </Text>
  );
}

function Intervals({ node }: { readonly node: RouteNode }) {
  const badge = ({ name, holdsNow }: IntervalState, what: string) => (
    <Badge key={`${what} ${name}`} variant={node.mutedBy.includes(name) ? 'filled' : 'light'} color="gray" tt="none">
      {what} {name}: {holdsNow ? 'now' : 'not now'}
    </Badge>
  );
  return (
    <>
      {node.muteTimeIntervals.map((interval) => badge(interval, 'quiet in'))}
      {node.activeTimeIntervals.map((interval) => badge(interval, 'only in'))}
    </>
  );
}
