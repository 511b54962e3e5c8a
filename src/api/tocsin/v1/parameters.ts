import type { Matcher } from '../../../labels/matcher.js';
import type { MatcherMode } from '../../../labels/matcher-mode.js';
import { parseMatchers } from '../../../labels/parse-matchers.js';
import { Problem } from './problem.js';

/** Items of a list that an answer holds, where the request does not say how many. */
const LIMIT = 100;
const LIMIT_MAX = 1000;

/** What one parameter may be asked for: a request of more is a mistake, or an attack. */
const VALUES_MAX = 100;

/** The parameters of a request, read by the rules of this API: one that is not known is refused. */
export class Parameters {
  readonly #params: URLSearchParams;

  /**
   * @param url path and query as they were sent
   * @param known the names that there may be
   * @throws {Problem} 400
   */
  constructor(url: string, known: readonly string[]) {
    const at = url.indexOf('?');
    this.#params = new URLSearchParams(at < 0 ? '' : url.slice(at + 1));
    for (const name of new Set(this.#params.keys())) {
      if (known.includes(name)) continue;
      const hint = known.length === 0 ? 'there are none' : `those are ${known.join(', ')}`;
      throw invalid(name, `is no parameter of this path; ${hint}`);
    }
  }

  /** @returns undefined where it is absent or empty. @throws {Problem} 400 */
  text(name: string): string | undefined {
    const values = this.#params.getAll(name);
    if (values.length > 1) throw invalid(name, 'may be given once');
    return values[0] === '' ? undefined : values[0];
  }

  /** @throws {Problem} 400 */
  choice<const T extends string>(name: string, words: readonly T[]): T | undefined {
    const text = this.text(name);
    const word = words.find((known) => known === text);
    if (text === undefined || word !== undefined) return word;
    throw invalid(name, `has to be one of ${words.join(', ')}`);
  }

  /** Texts with commas between them, each once, in the order in which they were given. @throws {Problem} 400 */
  names(name: string): readonly string[] {
    const names = [...new Set((this.text(name) ?? '').split(',').filter((item) => item !== ''))];
    if (names.length > VALUES_MAX) throw invalid(name, `may hold ${VALUES_MAX} names`);
    return names;
  }

  /** Every `matchers=`, each with one or more matchers as amtool takes them. @throws {Problem} 400 */
  matchers(mode: MatcherMode): readonly Matcher[] {
    const texts = this.#params.getAll('matchers');
    if (texts.length > VALUES_MAX) throw invalid('matchers', `may be given ${VALUES_MAX} times`);
    return texts.flatMap((text) => readMatchers('matchers', text, mode));
  }

  /** How many items the answer may hold. @throws {Problem} 400 */
  limit(): number {
    const text = this.text('limit');
    if (text === undefined) return LIMIT;
    const limit = Number(text);
    if (!/^\d+$/.test(text) || limit < 1 || limit > LIMIT_MAX) {
      throw invalid('limit', `has to be a number from 1 to ${LIMIT_MAX}`);
    }
    return limit;
  }

  /**
   * Where the list goes on: what `cursorOf` was given.
   *
   * @param isPosition whether a value is one of this list
   * @throws {Problem} 400 for one that no answer has given
   */
  cursor<T>(isPosition: (value: unknown) => value is T): T | undefined {
    const text = this.text('cursor');
    if (text === undefined) return undefined;
    let value: unknown;
    try {
      value = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    } catch {
      value = undefined;
    }
    if (isPosition(value)) return value;
    throw invalid('cursor', 'has to be `next` of an earlier answer, as it was given');
  }
}

/** Where a list goes on, as a text that says nothing to anybody else. */
export function cursorOf(position: unknown): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** @param name of the parameter or key, for the complaint. @throws {Problem} 400 */
export function readMatchers(name: string, text: string, mode: MatcherMode): readonly Matcher[] {
  try {
    return parseMatchers(text, mode);
  } catch (error) {
    throw invalid(name, `is not valid: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function invalid(name: string, what: string): Problem {
  return new Problem(400, 'invalid request', `${name} ${what}`);
}
