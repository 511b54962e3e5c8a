import { RecentAnswers } from './recent-answers.js';

/** How many texts are known at once. */
const TEXTS_MAX = 100_000;

/** What is longer, in UTF-16 code units, hardly comes with another alert. */
const LENGTH_MAX = 256;

/**
 * Gives equal texts one place in memory: thousands of alerts have the same names and many of the same values, and each
 * request brings its own copies.
 */
export class TextPool {
  readonly #texts = new RecentAnswers<string>(TEXTS_MAX);
  readonly #lists = new RecentAnswers<readonly string[]>(TEXTS_MAX);

  text(text: string): string {
    if (text.length > LENGTH_MAX) return text;
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    this.#texts.set(text, text);
    return text;
  }

  /** Most alerts of a rule have the same names, so that their list is one, too. */
  names(names: readonly string[]): readonly string[] {
    const key = JSON.stringify(names);
    const known = this.#lists.get(key);
    if (known !== undefined) return known;
    const pooled = names.map((name) => this.text(name));
    this.#lists.set(key, pooled);
    return pooled;
  }
}
