import type { Connection } from '../../client/connection.js';
import { list, member, text } from '../../client/decode-json.js';
import { queryText } from '../../client/query-text.js';
import { callTocsin } from '../../client/tocsin-api.js';

const PAGE_MAX = 1000;

/** Reads a list of the API, page by page. @param max how many items at most */
export async function readItems(
  connection: Connection,
  path: string,
  query: Readonly<Record<string, string | readonly string[]>>,
  max: number,
): Promise<readonly unknown[]> {
  const items: unknown[] = [];
  let cursor = '';
  do {
    const limit = String(Math.min(PAGE_MAX, max - items.length));
    const page = queryText({ ...query, limit, ...(cursor === '' ? {} : { cursor }) });
    const answer = await callTocsin(connection, { method: 'GET', path: `${path}?${page}` });
    items.push(...(list((item) => item)(member(answer, path, 'items'), path) ?? []));
    cursor = text(member(answer, path, 'next'), path) ?? '';
  } while (cursor !== '' && items.length < max);
  return items;
}

/** Only what was given. */
export function given(query: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));
}
