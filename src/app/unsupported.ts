import { readFile } from 'node:fs/promises';
import type { ServerFlags } from '../cli/server-flag-table.js';
import { Issues } from '../schema/issues.js';
import { readYaml } from '../schema/yaml-tree.js';

/**
 * Refuses what was asked for and cannot be done: a server that is thought to be protected must not run open.
 *
 * @throws {Error} that says what to do instead
 */
export async function refuseUnsupported({ webConfigFile, webSystemdSocket }: ServerFlags): Promise<void> {
  if (webSystemdSocket) {
    throw new Error('--web.systemd-socket cannot be used yet; give the addresses with --web.listen-address');
  }
  if (webConfigFile === '') return;
  const yaml = readYaml(await readFile(webConfigFile, 'utf8'), new Issues());
  // Operators hand in a file that asks for nothing.
  const asked = yaml?.kind === 'map' ? yaml.entries.map(({ key }) => key.text) : [];
  if (asked.length === 0) return;
  const keys = asked.join(', ');
  throw new Error(
    `--web.config.file ${webConfigFile}: ${keys} cannot be used yet; put a proxy in front of the server, or leave the file out`,
  );
}
