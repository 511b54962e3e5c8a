import type { Command } from '../../command-line/command.js';
import { silenceAdd } from './silence-add.js';
import { silenceExpire } from './silence-expire.js';
import { silenceImport, tocsinSilenceImport } from './silence-import.js';
import { silenceQuery } from './silence-query.js';
import { silenceUpdate } from './silence-update.js';

export const silence: Command = {
  name: 'silence',
  help: 'Look at silences, add, change, expire or import them. The help of query says how they are found.',
  needsServer: true,
  commands: [silenceAdd, silenceExpire, silenceImport, silenceQuery, silenceUpdate],
};

export const tocsinSilence: Command = {
  ...silence,
  commands: [silenceAdd, silenceExpire, tocsinSilenceImport, silenceQuery, silenceUpdate],
};
