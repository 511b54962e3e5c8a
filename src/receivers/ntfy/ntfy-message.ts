import { deliveryToken } from '../delivery-token.js';
import { filled } from '../go-json.js';
import { truncateInRunes } from '../truncate.js';
import { truncateToFit } from '../truncate-to-fit.js';
import type { NtfyConfig } from './config.js';

/** Longer ones become attachments, which many servers refuse. */
const MESSAGE_BYTES_MAX = 4096;

/** A server takes twice its message limit as JSON, whatever is in it (ntfy, transformBodyJSON). */
const BODY_BYTES_MAX = 2 * MESSAGE_BYTES_MAX;

/** Phones show about a line. */
const TITLE_MAX = 250;

/** A cut address would lead elsewhere: a longer one is left out. */
const URL_BYTES_MAX = 1024;

const TAGS_MAX = 20;
const TAG_MAX = 50;

const PRIORITIES: ReadonlyMap<string, number> = new Map([
  ...['1', '2', '3', '4', '5'].map((digit): [string, number] => [digit, Number(digit)]),
  ['min', 1],
  ['low', 2],
  ['default', 3],
  ['high', 4],
  ['max', 5],
  ['urgent', 5],
]);

/**
 * What is posted to a server's root. Its texts are cut to what ntfy takes.
 *
 * @param id of the notification
 * @throws {Error} when there is no topic, or the priority is none
 */
export function ntfyMessage(config: NtfyConfig, id: string, render: (source: string) => string): string {
  const topic = render(config.topic).trim();
  if (topic === '') throw new Error('topic is empty after templating');
  const priority = priorityOf(render(config.priority));
  const tags = tagsOf(render(config.tags));
  const around = {
    topic,
    // A retry of a message that arrived after all changes it in place (ntfy 2.16; older ones do not look at it).
    sequence_id: deliveryToken(id),
    ...filled({ title: truncateInRunes(singleLine(render(config.title)), TITLE_MAX).text }),
    ...(priority === undefined ? {} : { priority }),
    ...(tags.length === 0 ? {} : { tags }),
    ...filled({ click: shortUrl(render(config.click)), icon: shortUrl(render(config.icon)) }),
    ...(config.markdown ? { markdown: true } : {}),
  };
  const body = (message: string) => JSON.stringify({ ...around, message });
  const fits = (message: string) =>
    Buffer.byteLength(message) <= MESSAGE_BYTES_MAX && Buffer.byteLength(body(message)) <= BODY_BYTES_MAX;
  return body(truncateToFit(render(config.message).trim(), fits));
}

/** @returns undefined where nothing is rendered: the server's default holds */
function priorityOf(text: string): number | undefined {
  const word = text.trim().toLowerCase();
  const priority = PRIORITIES.get(word);
  if (priority === undefined && word !== '') {
    const shown = JSON.stringify(truncateInRunes(word, TAG_MAX).text);
    throw new Error(`priority ${shown} is not one of ${[...PRIORITIES.keys()].join(', ')}`);
  }
  return priority;
}

function tagsOf(text: string): string[] {
  return text
    .split(',')
    .map((tag) => truncateInRunes(singleLine(tag), TAG_MAX).text)
    .filter((tag) => tag !== '')
    .slice(0, TAGS_MAX);
}

function shortUrl(text: string): string {
  const url = text.trim();
  return Buffer.byteLength(url) <= URL_BYTES_MAX ? url : '';
}

function singleLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
