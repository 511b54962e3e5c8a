import { groupKeyHash } from '../group-key-hash.js';
import { truncateInRunes } from '../truncate.js';
import { truncateToFit } from '../truncate-to-fit.js';
import type { GooglechatConfig } from './config.js';

/**
 * Characters of a text. The limit of the whole message, 32,000 bytes, is then out of reach: a character takes 6 bytes of
 * JSON at most.
 */
const TEXT_MAX = 4096;

const TITLE_MAX = 250;

interface GooglechatMessage {
  readonly text: string;
  readonly thread?: { readonly threadKey: string };
}

/** @throws {Error} when there is nothing to say, which Google Chat refuses */
export function googlechatMessage(
  config: GooglechatConfig,
  groupKey: string,
  render: (source: string) => string,
): GooglechatMessage {
  const title = bold(truncateInRunes(render(config.title).replace(/\s+/g, ' ').trim(), TITLE_MAX).text);
  const whole = [title, render(config.text).trim()].filter((part) => part !== '').join('\n');
  if (whole === '') throw new Error('title and text are empty after templating');
  // Counted in UTF-16 code units: whichever way Google counts, it is not longer.
  const text = truncateToFit(whole, ({ length }) => length <= TEXT_MAX);
  return config.useThreads ? { text, thread: { threadKey: groupKeyHash(groupKey) } } : { text };
}

/** Google Chat has no way to write the sign of its bold as itself: such a title stays plain. */
function bold(title: string): string {
  return title === '' || title.includes('*') ? title : `*${title}*`;
}
