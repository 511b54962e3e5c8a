import type { Command } from '../../command-line/command.js';
import { storageExport } from './storage-export.js';
import { storageImport } from './storage-import.js';

export const storage: Command = {
  name: 'storage',
  help: 'Move what a server knows: silences, alerts, what was told, and what waits. The server must not run.',
  commands: [storageExport, storageImport],
};
