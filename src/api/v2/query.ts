import type { Matcher } from '../../labels/matcher.js';
import type { MatcherMode } from '../../labels/matcher-mode.js';
import { parseMatcher } from '../../labels/parse-matchers.js';
import { Pattern } from '../../labels/pattern.js';
import { handlerError } from './api-error.js';

/** The texts that go-openapi takes for true; any other is false. */
const TRUE = new Set(['true', '1', 'yes', 'ok', 'y', 'on', 'selected', 'checked', 't', 'enabled']);

/** The parameters of a request, read by go-openapi's rules. */
export class Query {
  readonly #params: URLSearchParams;

  /** @param url path and query as they were sent */
  constructor(
    url: string,
    private readonly mode: MatcherMode,
  ) {
    const at = url.indexOf('?');
    this.#params = new URLSearchParams(at < 0 ? '' : url.slice(at + 1));
  }

  /** True unless the parameter says otherwise; of several the last counts, and an empty one does not. */
  flag(name: string): boolean {
    const value = this.#params.getAll(name).at(-1) ?? '';
    return value === '' || TRUE.has(value.toLowerCase());
  }

  /** @throws {ApiError} with the parser's words alone */
  filter(): Matcher[] {
    return this.#matchers('filter', '');
  }

  /** @throws {ApiError} */
  receiverMatchers(): Matcher[] {
    return this.#matchers('receiver_matchers', 'failed to parse receiver_matchers param: ');
  }

  /** A test of receiver names; undefined when none is asked for. @throws {ApiError} */
  receiver(): ((name: string) => boolean) | undefined {
    const source = this.#params.getAll('receiver').at(-1) ?? '';
    if (source === '') return undefined;
    const pattern = attempt('failed to parse receiver param: ', () => Pattern.anchored(source));
    return (name) => pattern.matches(name);
  }

  #matchers(name: string, prefix: string): Matcher[] {
    return this.#params.getAll(name).map((input) => attempt(prefix, () => parseMatcher(input, this.mode)));
  }
}

function attempt<T>(prefix: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw handlerError(400, `${prefix}${error instanceof Error ? error.message : String(error)}`);
  }
}
