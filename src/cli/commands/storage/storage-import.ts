import type { Command } from '../../command-line/command.js';
import { maybeFile } from '../../command-line/positional.js';
import { asFailure } from './as-failure.js';
import { STORAGE_PATH } from './storage-path.js';

const FILE = maybeFile('input-file', 'What export has written; stdin by default.');

export const storageImport: Command = {
  name: 'import',
  help: `Take what export has written into the store of a server that does not run, or into a new one.

Where the store has a record of the same thing, the one that was changed later stays; to import twice changes nothing. The \
silences of an Alertmanager that runs come with: tocsin silence import --from-alertmanager=URL`,
  flags: [STORAGE_PATH],
  positionals: [FILE],
  async run({ values, world }) {
    const { added, known } = await world.stores
      .import({ path: values.get(STORAGE_PATH), from: values.all(FILE) })
      .catch(asFailure);
    world.out(`${added} records imported, ${known} were there already\n`);
    return 0;
  },
};
