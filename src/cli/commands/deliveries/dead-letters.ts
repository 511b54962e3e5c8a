import type { Command } from '../../command-line/command.js';
import { deadLettersDrop } from './dead-letters-drop.js';
import { deadLettersList } from './dead-letters-list.js';
import { deadLettersReplay } from './dead-letters-replay.js';

export const deadLetters: Command = {
  name: 'dead-letters',
  help: 'Look after what integrations refused for good.',
  commands: [deadLettersList, deadLettersReplay, deadLettersDrop],
};
