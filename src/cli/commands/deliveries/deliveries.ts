import type { Command } from '../../command-line/command.js';
import { deliveriesList } from './deliveries-list.js';
import { deliveriesRetry } from './deliveries-retry.js';
import { deliveriesShow } from './deliveries-show.js';

export const deliveries: Command = {
  name: 'deliveries',
  help: 'Look after deliveries: what was sent to whom, and what came of it.',
  commands: [deliveriesList, deliveriesShow, deliveriesRetry],
};
