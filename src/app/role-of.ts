import type { ServerFlags } from '../cli/server-flag-table.js';

export type Role = ServerFlags['role'];

const VARIABLE = 'TOCSIN_ROLE';
const ROLES: readonly Role[] = ['all', 'router', 'deliverer'];

/**
 * What this replica does: by the flag, or else by the environment.
 *
 * @throws {Error} when there is no such role, or nobody to share the work with
 */
export function roleOf(
  { role: asked }: Pick<ServerFlags, 'role'>,
  environment: Readonly<Record<string, string | undefined>>,
  isReplica: boolean,
): Role {
  const named = environment[VARIABLE] ?? '';
  const role = asked !== 'all' || named === '' ? asked : ROLES.find((each) => each === named);
  if (role === undefined)
    throw new Error(`${VARIABLE}: there is no role ${JSON.stringify(named)}: ${ROLES.join(', ')}`);
  if (role !== 'all' && !isReplica) {
    throw new Error(`role ${role}: it shares its work with other replicas; give it their Redis with --redis.url`);
  }
  return role;
}
