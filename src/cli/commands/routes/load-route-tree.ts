import { dirname } from 'node:path';
import { parseConfig } from '../../../config/load-config.js';
import { buildRouteTree } from '../../../routing/build-route-tree.js';
import type { Route } from '../../../routing/route.js';
import type { CommandContext } from '../../command-context.js';
import { Failure } from '../../command-line/failure.js';
import { ALERTMANAGER_URL } from '../../global-flags.js';
import { CONFIG_FILE } from './config-file-flag.js';

/**
 * The routing tree of `--config.file`, or of the Alertmanager at `--alertmanager.url`.
 *
 * @throws {Error} when there is none, or it cannot be read
 */
export async function loadRouteTree(context: CommandContext): Promise<Route> {
  const { values, world, reading } = context;
  const file = values.get(CONFIG_FILE);
  const hasUrl = values.get(ALERTMANAGER_URL) !== undefined;
  if (file === '' && !hasUrl) {
    throw new Failure('You have to specify one of --config.file or --alertmanager.url flags.');
  }
  if (file !== '' && hasUrl) world.err('Warning: --config.file flag overrides the --alertmanager.url.\n');
  const text = file === '' ? await remoteConfig(context) : world.files.readText(file);
  const where = file === '' ? { file: 'the running configuration', folder: '' } : { file, folder: dirname(file) };
  return buildRouteTree(parseConfig(text, reading, where).config.route);
}

async function remoteConfig({ api }: CommandContext): Promise<string> {
  const { config } = await (await api()).status();
  return config?.original ?? '';
}
