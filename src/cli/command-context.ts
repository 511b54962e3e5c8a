import type { Matcher } from '../labels/matcher.js';
import type { MatcherMode } from '../labels/matcher-mode.js';
import type { OnFallback } from '../labels/parse-matchers.js';
import type { ApiClient } from './client/api-client.js';
import type { Connection } from './client/connection.js';
import type { Values } from './command-line/values.js';
import type { Formatter } from './formats/formatter.js';
import type { World } from './world.js';

/** What a command is given to do its work. */
export interface CommandContext {
  readonly values: Values;
  readonly world: World;
  /** Ends when `--timeout` has passed. */
  readonly signal: AbortSignal;
  /** How matchers are read, by `--enable-feature`. */
  readonly reading: { readonly mode: MatcherMode; readonly onFallback: OnFallback };
  /** One matcher, as arguments have them. @throws {Error} with Alertmanager's text */
  matcher(text: string): Matcher;
  /** The API of `--alertmanager.url`. @throws {Error} when it cannot be used as it is configured */
  api(): Promise<ApiClient>;
  /** To the server of `--alertmanager.url`, for what only Tocsin has. @throws {Error} as `api` does */
  connection(): Promise<Connection>;
  /** By `--output` and `--date.format`. */
  formatter(): Promise<Formatter>;
}
