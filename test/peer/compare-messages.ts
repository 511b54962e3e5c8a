import { difference, type Terms } from './difference.js';
import { normalise } from './rules.js';
import type { Said } from './said.js';
import type { Message } from './webhook-log.js';

interface Circumstances {
  /** Milliseconds since the epoch. */
  readonly baseMs: number;
  /** When both were stopped for a restart; never: infinity. */
  readonly restartedMs: number;
  readonly terms: Terms;
}

/** Less than half the shortest group_interval, so that a message of another flush is not taken for this one's. */
const SLACK_MS = 450;
/** What a failed attempt adds at most: half a second, and half of that by chance. */
const BACKOFF_MS = 750;

/** @returns the differences, each with the group's messages on both sides */
export function compareMessages(messages: readonly Message[], circumstances: Circumstances): string[] {
  const groups = new Map<string, { theirs: Message[]; ours: Message[] }>();
  for (const message of messages) {
    const key = `${message.path} ${message.groupKey}`;
    const group = groups.get(key) ?? { theirs: [], ours: [] };
    groups.set(key, group);
    group[message.side === 'tocsin' ? 'ours' : 'theirs'].push(message);
  }
  return [...groups].flatMap(([key, { theirs, ours }]) => {
    const found = compareGroup(theirs, ours, circumstances);
    if (found === undefined) return [];
    const show = (all: readonly Message[]) => all.map((message) => `    ${line(message, circumstances)}`).join('\n');
    return [`messages to ${key}\n  ${found}\n  Alertmanager:\n${show(theirs)}\n  Tocsin:\n${show(ours)}`];
  });
}

function compareGroup(theirs: readonly Message[], ours: readonly Message[], circumstances: Circumstances) {
  const expected = ours.filter((message, i) => !isLateEnd(message, ours.slice(0, i), circumstances));
  for (let i = 0; i < Math.max(theirs.length, expected.length); i++) {
    const [a, b] = [theirs[i], expected[i]];
    if (a === undefined || b === undefined) {
      return `message ${i + 1}: only ${a === undefined ? 'Tocsin' : 'Alertmanager'} sends it`;
    }
    const found = difference(normalise(said(a), 'theirs'), normalise(said(b), 'ours'), circumstances.terms);
    if (found !== undefined) return `message ${i + 1}: ${found}`;
    if (a.failures !== b.failures) return `message ${i + 1}: ${a.failures} and ${b.failures} attempts failed before`;
    // After a restart a group's rhythm begins when its alerts come back, in 0.34 and 0.25: not when the process does.
    if (a.atMs > circumstances.restartedMs) continue;
    if (Math.abs(a.atMs - b.atMs) > SLACK_MS + a.failures * BACKOFF_MS) return `message ${i + 1}: not at the same time`;
  }
  return undefined;
}

/**
 * Tocsin knows its alerts after a restart. An end that nobody was told of, because it was muted, is told by the first
 * flush of the next process, as 0.34 does it after a reload; at a restart 0.25 and 0.34 forget the alert.
 */
function isLateEnd(message: Message, before: readonly Message[], { restartedMs }: Circumstances): boolean {
  const { atMs, body } = message;
  if (atMs < restartedMs || !/^(?:some|all) alerts resolved$/.test(String(body['notification_reason']))) return false;
  const told = new Set(before.flatMap(endsOf).map(({ name }) => name));
  return endsOf(message).every((end) => end.endsAtMs < restartedMs && !told.has(end.name));
}

interface End {
  readonly name: string;
  readonly endsAtMs: number;
}

function endsOf({ body }: Message): End[] {
  const alerts = body['alerts'] as readonly { status: string; fingerprint: string; endsAt: string }[];
  return alerts
    .filter(({ status }) => status === 'resolved')
    .map(({ fingerprint, endsAt }) => ({ name: `${fingerprint} ${endsAt}`, endsAtMs: Date.parse(endsAt) }));
}

function said({ contentType, body }: Message): Said {
  return { to: 'webhook', status: 200, contentType, body, endsWithNewline: true };
}

function line({ atMs, failures, body }: Message, { baseMs }: Circumstances): string {
  const alerts = (body['alerts'] as { status: string; labels: unknown; startsAt: string; endsAt: string }[]).map(
    ({ status, labels, startsAt, endsAt }) => `${status} ${JSON.stringify(labels)} ${startsAt} ${endsAt}`,
  );
  return `${((atMs - baseMs) / 1000).toFixed(3)}${failures > 0 ? ` after ${failures} failures` : ''}: ${alerts.join('; ')}`;
}
