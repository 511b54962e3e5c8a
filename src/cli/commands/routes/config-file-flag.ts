import { existingFile } from '../../command-line/flag.js';

/** Belongs to `routes`: it may stand before the sub-command and after it. */
export const CONFIG_FILE = existingFile('config.file', 'Configuration file whose routes are meant.');
