import { MARK } from './marked-integrations.js';

const CONTEXT = 160;

/** The mark, and what is left of it in base64, wherever it begins there. */
const FORMS = [MARK, ...[0, 1, 2].map(inBase64)];

/** @returns where secrets show in a text, with what stands around them */
export function leaksIn(text: string, where: string): string[] {
  return FORMS.flatMap((form) => {
    const at = text.indexOf(form);
    if (at < 0) return [];
    return [`${where}: …${text.slice(Math.max(0, at - CONTEXT), at + form.length + CONTEXT)}…`];
  });
}

function inBase64(offset: number): string {
  const encoded = Buffer.from(`${' '.repeat(offset)}${MARK}`)
    .toString('base64')
    .replace(/=+$/, '');
  // The first characters depend on what stands before, the last on what follows.
  return encoded.slice(offset === 0 ? 0 : offset + 1, -1);
}
