import type { Command } from '../../command-line/command.js';
import { many } from '../../command-line/positional.js';

const IDS = many('silence-ids', 'The ids of the silences.');

export const silenceExpire: Command = {
  name: 'expire',
  help: 'End silences now.',
  positionals: [IDS],
  async run({ values, api: open }) {
    const ids = values.all(IDS);
    if (ids.length === 0) throw new Error('no silence IDs specified');
    const api = await open();
    for (const id of ids) await api.expireSilence(id);
  },
};
