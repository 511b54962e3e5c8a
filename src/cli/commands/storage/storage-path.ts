import { type Flag, text } from '../../command-line/flag.js';

/** As the server has it. */
export const STORAGE_PATH: Flag<string> = text('storage.path', 'Where the server stores its data.', 'data/');
