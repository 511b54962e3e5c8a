import type { Command } from '../../command-line/command.js';
import { receiversTest } from './receivers-test.js';

export const receivers: Command = { name: 'receivers', help: 'Look after receivers.', commands: [receiversTest] };
