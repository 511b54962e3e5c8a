import type { Command } from '../command-line/command.js';

const HELP = 'Show the state of the cluster and its peers.';

export const cluster: Command = {
  name: 'cluster',
  help: HELP,
  commands: [
    {
      name: 'show',
      help: HELP,
      isDefault: true,
      needsServer: true,
      async run({ world, api, formatter }) {
        const { cluster } = await (await api()).status();
        world.out((await formatter()).cluster(cluster));
      },
    },
  ],
};
