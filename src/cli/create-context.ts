import type { Matcher } from '../labels/matcher.js';
import { parseMatcher } from '../labels/parse-matchers.js';
import type { ApiClient } from './client/api-client.js';
import type { Connection } from './client/connection.js';
import type { CommandContext } from './command-context.js';
import type { Values } from './command-line/values.js';
import { type Features, readFeatures } from './features.js';
import { ENABLE_FEATURE, TIMEOUT, VERBOSE } from './global-flags.js';
import { logLine } from './log-line.js';
import type { World } from './world.js';

/**
 * Puts together what a command works with. The API is opened when it is first asked for, and once.
 *
 * @throws {Error} when `--enable-feature` cannot be read
 */
export function createContext(values: Values, world: World): CommandContext & { close(): Promise<void> } {
  const { matcherMode: mode, warnings } = featuresOf(values);
  // Alertmanager's amtool logs to stdout, into what scripts read from there.
  const log = (level: 'DEBUG' | 'WARN', message: string, fields: Readonly<Record<string, string>> = {}) => {
    if (level !== 'DEBUG' || values.get(VERBOSE)) world.err(logLine(world.nowMs(), level, message, fields));
  };
  for (const warning of warnings) log('WARN', warning);
  log('DEBUG', 'Matchers are read', { mode });
  const signal = world.deadline(values.get(TIMEOUT));
  const told = 'A matcher is read by the classic rules; quote its value to be safe';
  const reading: CommandContext['reading'] = { mode, onFallback: (fallback) => log('WARN', told, fallback) };
  let connection: Promise<Connection> | undefined;
  let api: Promise<ApiClient> | undefined;
  const connect = () => {
    connection ??= import('./client/open-api.js').then(({ openConnection }) => openConnection(values, world, signal));
    return connection;
  };
  return {
    values,
    world,
    signal,
    reading,
    // A warning about a file helps to mend it; one about `--annotation=summary='two words'` would only be in the way.
    matcher: (text): Matcher => parseMatcher(text, mode, (fallback) => log('DEBUG', told, fallback)),
    api() {
      api ??= import('./client/open-api.js').then(async ({ openApi }) => openApi(await connect(), values, world));
      return api;
    },
    connection: connect,
    async formatter() {
      const { openFormatter } = await import('./formats/open-formatter.js');
      return openFormatter(values, world.localZone);
    },
    async close() {
      await connection?.then(
        (opened) => opened.close(),
        () => {},
      );
    },
  };
}

function featuresOf(values: Values): Features {
  try {
    return readFeatures(values.get(ENABLE_FEATURE));
  } catch (error) {
    throw new Error(`error parsing the feature flag list: ${error instanceof Error ? error.message : String(error)}`);
  }
}
