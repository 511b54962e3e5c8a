import type { Command } from '../../command-line/command.js';
import { CONFIG_FILE } from './config-file-flag.js';
import { ROUTES_HELP, routesShow } from './routes-show.js';
import { routesTest } from './routes-test.js';

export const routes: Command = {
  name: 'routes',
  help: ROUTES_HELP,
  flags: [CONFIG_FILE],
  commands: [routesShow, routesTest],
};
