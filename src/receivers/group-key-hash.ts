import { createHash } from 'node:crypto';

/** Lower-case hex SHA-256 of the group key: what vendors know a group by. */
export function groupKeyHash(groupKey: string): string {
  return createHash('sha256').update(groupKey).digest('hex');
}
