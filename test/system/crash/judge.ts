import type { CrashServer } from './crash-server.js';
import type { Load } from './load.js';
import type { Message, Told } from './told.js';

/**
 * A message that arrived so shortly before a kill may not have been recorded: it was on the wire, or its record was on the
 * way to the disk of a busy machine.
 */
const IN_FLIGHT_MS = 1_500;

/** Attempts that an integration has under way at a time: so many may be on the wire at once. */
const CONCURRENCY = 32;

/** What is wrong, one line for each thing; nothing where all is well. */
export async function wrongs(server: CrashServer, load: Load, told: Told, kills: readonly number[]): Promise<string[]> {
  return [...(await wrongSilences(server, load)), ...untold(load, told), ...toldTwice(told, kills)];
}

async function wrongSilences(server: CrashServer, { silences }: Load): Promise<string[]> {
  const stored = (await server.json('/api/v2/silences')) as {
    id: string;
    comment: string;
    status: { state: string };
  }[];
  const byId = new Map(stored.map((one) => [one.id, one]));
  return silences.flatMap(({ id, comment, expired }) => {
    const found = byId.get(id);
    if (found === undefined) return [`silence ${comment} is lost`];
    const wanted = expired === undefined ? ['active'] : expired === 'yes' ? ['expired'] : ['active', 'expired'];
    if (found.comment !== comment || !wanted.includes(found.status.state)) {
      return [`silence ${comment} is ${found.status.state}, with comment ${found.comment}`];
    }
    return [];
  });
}

/** What should have been told, and was not, or the other way round. */
function untold({ alerts }: Load, told: Told): string[] {
  return alerts.flatMap(({ name, group, fired, isMuted, resolved }) => {
    if (isMuted) return told.firing.has(name) ? [`${name} was told although it is silenced`] : [];
    if (fired === 'yes' && !told.firing.has(name)) return [`${name} of ${group} was never told`];
    if (resolved !== 'yes') return [];
    if (!told.resolved.has(name)) return [`the end of ${name} of ${group} was never told`];
    return told.lastOf(group)?.alerts.includes(`${name} firing`) ? [`${name} of ${group} is told to fire again`] : [];
  });
}

/** Messages that say what the one before them said, but for those that were in flight. */
function toldTwice({ messages }: Told, kills: readonly number[]): string[] {
  const last = new Map<string, Message>();
  const inFlight = new Map<number, number>();
  return messages.flatMap((message) => {
    const before = last.get(message.group);
    last.set(message.group, message);
    if (before === undefined || before.alerts.join() !== message.alerts.join()) return [];
    const kill = kills.find((atMs) => before.atMs <= atMs && atMs <= message.atMs);
    const count = (inFlight.get(kill ?? 0) ?? 0) + 1;
    inFlight.set(kill ?? 0, count);
    if (kill !== undefined && kill - before.atMs <= IN_FLIGHT_MS && count <= CONCURRENCY) return [];
    return [`${message.group} was told twice, ${message.atMs - before.atMs} ms apart: ${message.alerts.join(', ')}`];
  });
}
