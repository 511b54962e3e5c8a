import type { Command } from '../../command-line/command.js';
import { Failure } from '../../command-line/failure.js';

export const ROUTES_HELP = `Show the routing tree.

It is taken from a configuration file, or from a running Alertmanager; where both are given, the file wins.

\tamtool config routes --config.file=alertmanager.yml`;

export const routesShow: Command = {
  name: 'show',
  help: ROUTES_HELP,
  isDefault: true,
  async run(context) {
    const { loadRouteTree } = await import('./load-route-tree.js');
    const root = await loadRouteTree(context).catch((error: Error) => {
      throw new Failure(error.message, { cause: error });
    });
    const { wholeTree } = await import('./route-tree.js');
    context.world.out(`Routing tree:\n${wholeTree(root)}\n`);
  },
};
