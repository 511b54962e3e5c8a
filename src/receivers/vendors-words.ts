import { truncateInRunes } from './truncate.js';

/** What of an answer an error repeats. */
const WORDS_MAX = 300;

/** What a vendor says, for an error: one line, bounded, and without our secrets, should it repeat them. */
export function vendorsWords(text: string, secrets: readonly string[]): string {
  const forms = secrets
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .filter((form) => form !== '')
    // One may begin with another, whose end would stay.
    .sort((a, b) => b.length - a.length);
  const shown = forms.reduce((rest, form) => rest.replaceAll(form, '<secret>'), text);
  return truncateInRunes(shown.replace(/\s+/g, ' ').trim(), WORDS_MAX).text;
}
