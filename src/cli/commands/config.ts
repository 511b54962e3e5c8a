import type { Command } from '../command-line/command.js';
import { routes } from './routes/routes.js';

const HELP = `Show the configuration that is running.

--output chooses how much: simple is the configuration alone, extended adds uptime and version, json is everything that \
the server tells about itself.`;

export const config: Command = {
  name: 'config',
  help: HELP,
  commands: [
    {
      name: 'show',
      help: HELP,
      isDefault: true,
      needsServer: true,
      async run({ world, api, formatter }) {
        const status = await (await api()).status();
        world.out((await formatter()).config(status));
      },
    },
    routes,
  ],
};
