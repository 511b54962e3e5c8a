import { isDeepStrictEqual } from 'node:util';
import type { StoryAlert } from './story-alert.js';

/** A message that has to come: in any order of its alerts, between these seconds since the story began. */
export interface Expected {
  readonly between: readonly [from: number, to: number];
  readonly alerts: readonly StoryAlert[];
}

/** A message that came. */
export interface Collected {
  /** Seconds since the story began. */
  readonly at: number;
  readonly alerts: readonly {
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
    readonly startsAt: string;
    readonly endsAt: string;
  }[];
}

interface Story {
  readonly startedMs: number;
  readonly toleranceSeconds: number;
}

/**
 * Every expected message came in its time, and all messages together hold no alert more.
 *
 * @throws {Error} with what was expected and what came
 */
export function checkCollected(
  name: string,
  expected: readonly Expected[],
  collected: readonly Collected[],
  story: Story,
): void {
  const missing = expected.filter(
    ({ between: [from, to], alerts }) =>
      !collected.some((message) => message.at >= from && message.at <= to && isSameMessage(alerts, message, story)),
  );
  const count = (messages: readonly { alerts: readonly unknown[] }[]) =>
    messages.reduce((sum, { alerts }) => sum + alerts.length, 0);
  if (missing.length === 0 && count(expected) === count(collected)) return;
  const came = collected.map(({ at, alerts }) => ({ at, alerts: alerts.map((alert) => relative(alert, story)) }));
  throw new Error(
    [
      `${name} got ${count(collected)} alerts where ${count(expected)} were expected, and did not get:`,
      ...missing.map((message) => JSON.stringify(message)),
      'It got:',
      ...came.map((message) => JSON.stringify(message)),
    ].join('\n'),
  );
}

function isSameMessage(expected: readonly StoryAlert[], { alerts }: Collected, story: Story): boolean {
  if (expected.length !== alerts.length) return false;
  const actual = alerts.map((alert) => relative(alert, story));
  return expected.every((wanted) => actual.some((alert) => isSameAlert(wanted, alert, story)));
}

function isSameAlert(a: StoryAlert, b: StoryAlert, { toleranceSeconds }: Story): boolean {
  const isSameTime = (one: number | undefined, other: number | undefined) =>
    one === undefined || other === undefined ? one === other : Math.abs(one - other) <= toleranceSeconds;
  return (
    isDeepStrictEqual([a.labels, a.annotations], [b.labels, b.annotations]) &&
    isSameTime(a.startsAt, b.startsAt) &&
    isSameTime(a.endsAt, b.endsAt)
  );
}

function relative({ labels, annotations, startsAt, endsAt }: Collected['alerts'][number], story: Story): StoryAlert {
  const secondsOf = (time: string) => (Date.parse(time) - story.startedMs) / 1000;
  const fires = endsAt.startsWith('0001-');
  return { labels, annotations, startsAt: secondsOf(startsAt), ...(fires ? {} : { endsAt: secondsOf(endsAt) }) };
}
