import { integer, text } from '../../command-line/flag.js';

export const RECEIVER = text('receiver', 'Of this receiver alone.');
export const INTEGRATION = text('integration', 'Of this integration alone: webhook[0], or team/webhook[0].');
export const LIMIT = integer('limit', 'How many at most.', 100);
