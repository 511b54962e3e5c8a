import { Problem } from './problem.js';

/** Reads a request's body, key by key; every complaint names the key. */
export class JsonRequest {
  private constructor(
    private readonly values: Readonly<Record<string, unknown>>,
    private readonly path: string,
  ) {}

  /**
   * @param keys that the body may have
   * @throws {Problem} 400
   */
  static of(body: unknown, keys: readonly string[]): JsonRequest {
    return JsonRequest.#read(parse(body), keys, '');
  }

  /** @returns undefined where the key is absent or null. @throws {Problem} 400 */
  text(key: string): string | undefined {
    const value = this.any(key);
    if (value === undefined || typeof value === 'string') return value;
    throw invalid(this.#pathOf(key), 'has to be a text');
  }

  /** @throws {Problem} 400 */
  texts(key: string): readonly string[] | undefined {
    const value = this.any(key);
    if (value === undefined) return undefined;
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
    throw invalid(this.#pathOf(key), 'has to be a list of texts');
  }

  /** Names to texts; none where the key is absent. @throws {Problem} 400 */
  strings(key: string): Readonly<Record<string, string>> {
    const value = this.any(key) ?? {};
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    const entries: [string, unknown][] = isObject ? Object.entries(value) : [];
    const strings = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    if (!isObject || strings.length < entries.length) throw this.invalid(key, 'has to be an object of texts');
    return Object.fromEntries(strings);
  }

  /** @throws {Problem} 400 */
  choice<const T extends string>(key: string, words: readonly T[]): T | undefined {
    const text = this.text(key);
    const word = words.find((known) => known === text);
    if (text === undefined || word !== undefined) return word;
    throw invalid(this.#pathOf(key), `has to be one of ${words.join(', ')}`);
  }

  /** @throws {Problem} 400 */
  object(key: string, keys: readonly string[]): JsonRequest | undefined {
    const value = this.any(key);
    return value === undefined ? undefined : JsonRequest.#read(value, keys, this.#pathOf(key));
  }

  any(key: string): unknown {
    return this.values[key] ?? undefined;
  }

  /** A complaint about a key. */
  invalid(key: string, what: string): Problem {
    return invalid(this.#pathOf(key), what);
  }

  #pathOf(key: string): string {
    return this.path === '' ? key : `${this.path}.${key}`;
  }

  static #read(value: unknown, keys: readonly string[], path: string): JsonRequest {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw invalid(path === '' ? 'the body' : path, 'has to be an object');
    }
    const unknown = Object.keys(value).find((key) => !keys.includes(key));
    if (unknown !== undefined) {
      throw invalid(path === '' ? unknown : `${path}.${unknown}`, `is not known here; the keys are ${keys.join(', ')}`);
    }
    return new JsonRequest({ ...value }, path);
  }
}

function parse(body: unknown): unknown {
  if (!Buffer.isBuffer(body) || body.length === 0) throw invalid('the body', 'has to be a JSON object');
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw invalid('the body', `is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function invalid(path: string, what: string): Problem {
  return new Problem(400, 'invalid request', `${path} ${what}`);
}
