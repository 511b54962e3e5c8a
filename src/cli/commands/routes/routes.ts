import type { Command } from '../../command-line/command.js';
import { CONFIG_FILE } from './route-source.js';
import { ROUTES_HELP, routesShow } from './routes-show.js';
import { routesTest } from './routes-test.js';

/** The file's flag belongs to the parent: it may stand before the sub-command and after it. */
export const routes: Command = {
  name: 'routes',
  help: ROUTES_HELP,
  flags: [CONFIG_FILE],
  commands: [routesShow, routesTest],
};
