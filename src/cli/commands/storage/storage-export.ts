import type { Command } from '../../command-line/command.js';
import { type Flag, onOff, text } from '../../command-line/flag.js';
import { asFailure } from './as-failure.js';
import { STORAGE_PATH } from './storage-path.js';

const OUT: Flag<string> = {
  ...text('out', 'File to write, which must not be there yet; stdout by default.'),
  defaults: [''],
};
const HISTORY = onOff('history', 'What is kept of the past, too; --no-history leaves it out.', true);

export const storageExport: Command = {
  name: 'export',
  help: `Write everything that a server has stored as lines of JSON: one for each silence, alert, and so on.

\ttocsin storage export --storage.path=data/ --out=tocsin.jsonl
\ttocsin storage import --storage.path=elsewhere/ tocsin.jsonl

The server must not run. The last line tells that the export is whole.`,
  flags: [STORAGE_PATH, OUT, HISTORY],
  async run({ values, world }) {
    const [path, to, withHistory] = [values.get(STORAGE_PATH), values.get(OUT), values.get(HISTORY)];
    const records = await world.stores.export({ path, to, withHistory }).catch(asFailure);
    world.err(`${records} records exported\n`);
    return 0;
  },
};
