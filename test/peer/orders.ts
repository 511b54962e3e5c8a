import { isGet, mapObjects, mapTexts, type Said, withBody } from './said.js';

export function sortSilencedBy(said: Said): Said {
  if (!isGet(said, /^\/alerts/)) return said;
  const sort = (object: Record<string, unknown>) =>
    Array.isArray(object['silencedBy']) ? { ...object, silencedBy: object['silencedBy'].toSorted() } : object;
  return withBody(said, mapObjects(said.body, sort));
}

export function sortGroupsAlike(said: Said): Said {
  if (!isGet(said, /^\/alerts\/groups/) || !Array.isArray(said.body)) return said;
  const groups = said.body as { labels: unknown; receiver: unknown; alerts: { fingerprint: string }[] }[];
  const place = ({ labels, receiver }: (typeof groups)[number]) => JSON.stringify([labels, receiver]);
  const members = ({ alerts }: (typeof groups)[number]) => alerts.map(({ fingerprint }) => fingerprint).join();
  return withBody(said, sortAlike(groups, place, members));
}

export function sortSilencesAlike(said: Said): Said {
  if (!isGet(said, /^\/silences/) || !Array.isArray(said.body)) return said;
  const silences = said.body as { id: string; status: { state: string }; startsAt: string; endsAt: string }[];
  const moment = ({ status: { state }, startsAt, endsAt }: (typeof silences)[number]) =>
    `${state} ${Date.parse(state === 'pending' ? startsAt : endsAt)}`;
  return withBody(
    said,
    sortAlike(silences, moment, ({ id }) => id),
  );
}

/** Sorts each run of items that have the same place. */
function sortAlike<T>(items: readonly T[], place: (item: T) => string, key: (item: T) => string): T[] {
  const first = new Map<string, number>();
  for (const [i, item] of items.entries()) if (!first.has(place(item))) first.set(place(item), i);
  const order = (item: T) => first.get(place(item)) ?? 0;
  return items.toSorted((a, b) => order(a) - order(b) || (key(a) < key(b) ? -1 : 1));
}

export function sortMethods(said: Said): Said {
  if (said.status !== 405) return said;
  const sorted = (text: string) =>
    text.replace(/\[([A-Z,]+)\]/, (_, methods: string) => `[${methods.split(',').sort().join()}]`);
  return withBody(said, mapTexts(said.body, sorted));
}
