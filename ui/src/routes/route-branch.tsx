import { Anchor, Badge, Text } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { hrefOf } from '../app/location';
import { NOW } from '../app/paths';
import { duration } from '../parts/relative-time';
import type { IntervalState, RouteNode, Timer } from './route-api';
import classes from './route-branch.module.css';

interface Props {
  readonly node: RouteNode;
  /** Ids of the routes that a way leads through; undefined where none is looked for. */
  readonly lit: ReadonlySet<string> | undefined;
}

/** A route and those below it. */
export function RouteBranch({ node, lit }: Props) {
  const { id, receiver, matchers, groupBy, groupByAll, counts, children, timers } = node;
  const way = lit === undefined ? undefined : lit.has(id) ? 'on' : 'off';
  return (
    <li className={classes.branch}>
      <div className={classes.route} data-way={way}>
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
            by {groupByAll ? 'all labels' : groupBy.join(', ') || 'nothing: one group'}
          </Text>
          <TimerNote name="waits" timer={timers.groupWait} />
          <TimerNote name="every" timer={timers.groupInterval} />
          <TimerNote name="repeats after" timer={timers.repeatInterval} />
        </div>
      </div>
      {children.length > 0 && (
        <ul className={classes.children}>
          {children.map((child) => (
            <RouteBranch key={child.id} node={child} lit={lit} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** What is inherited is fainter than what the route says itself. */
function TimerNote({ name, timer: { seconds, isInherited } }: { readonly name: string; readonly timer: Timer }) {
  return (
    <Text
      span
      size="xs"
      fw={isInherited ? 400 : 600}
      {...(isInherited ? { c: 'dimmed' } : {})}
      title={isInherited ? 'Inherited' : 'Of this route'}
    >
      {name} {duration(seconds * 1000)}
    </Text>
  );
}

function Intervals({ node: { muteTimeIntervals, activeTimeIntervals } }: { readonly node: RouteNode }) {
  const badge = ({ name, holdsNow }: IntervalState, what: string, isQuiet: boolean) => (
    <Badge key={`${what} ${name}`} variant={isQuiet ? 'filled' : 'light'} color="gray" tt="none">
      {what} {name}: {holdsNow ? 'now' : 'not now'}
    </Badge>
  );
  const isActive = activeTimeIntervals.some(({ holdsNow }) => holdsNow);
  return (
    <>
      {muteTimeIntervals.map((interval) => badge(interval, 'muted in', interval.holdsNow))}
      {activeTimeIntervals.map((interval) => badge(interval, 'only in', !isActive))}
    </>
  );
}
