import type { Command } from '../../command-line/command.js';
import { alertAdd } from './alert-add.js';
import { alertHistory } from './alert-history.js';
import { alertQuery } from './alert-query.js';

/** As amtool has it. */
export const alert: Command = {
  name: 'alert',
  help: 'Look at alerts, or add one.',
  needsServer: true,
  commands: [alertQuery, alertAdd],
};

export const tocsinAlert: Command = { ...alert, commands: [alertQuery, alertAdd, alertHistory] };
