import type { Command } from '../../command-line/command.js';
import { alertAdd } from './alert-add.js';
import { alertQuery } from './alert-query.js';

export const alert: Command = {
  name: 'alert',
  help: 'Look at alerts, or add one.',
  needsServer: true,
  commands: [alertQuery, alertAdd],
};
