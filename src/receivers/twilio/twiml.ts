import { truncateToFit } from '../truncate-to-fit.js';

/** Of the parameter `Twiml`, which is less than what <Say> takes (4096). */
const TWIML_MAX = 4000;

export interface Spoken {
  readonly text: string;
  /** Empty: Twilio's own choice, and so with the language. */
  readonly voice: string;
  readonly language: string;
  /** How often it is said. */
  readonly repeat: number;
}

/** What a call says, as TwiML. A text that is too long is cut. */
export function twiml({ text, voice, language, repeat }: Spoken): string {
  const attributes = [
    ...(voice === '' ? [] : [` voice="${escaped(voice)}"`]),
    ...(language === '' ? [] : [` language="${escaped(language)}"`]),
    ...(repeat === 1 ? [] : [` loop="${repeat}"`]),
  ].join('');
  const say = (words: string) => `<Response><Say${attributes}>${escaped(words)}</Say></Response>`;
  return say(truncateToFit(text, (words) => say(words).length <= TWIML_MAX));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

function escaped(text: string): string {
  return withoutForbidden(text).replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}

/** XML 1.0 has no way to write these, not even escaped. */
function withoutForbidden(text: string): string {
  return text.toWellFormed().replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '');
}
