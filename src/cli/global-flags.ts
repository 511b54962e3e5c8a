import { readServerUrl, type ServerUrl } from './client/server-url.js';
import { existingFile, type Flag, oneOf, onOff, strictDuration, text } from './command-line/flag.js';

export const DATE_FORMAT = text(
  'date.format',
  'How dates are printed: a layout of Go, which shows the moment Mon Jan 2 15:04:05 MST 2006.',
  '2006-01-02 15:04:05 MST',
);
export const VERBOSE: Flag<boolean> = { ...onOff('verbose', 'Tell more on the way.'), short: 'v' };
export const ALERTMANAGER_URL: Flag<ServerUrl | undefined> = {
  ...text('alertmanager.url', 'URL of the Alertmanager to talk to.'),
  defaults: [],
  parse: ([url]) => (url === undefined ? undefined : readServerUrl(url)),
};
export const OUTPUT = {
  ...oneOf('output', 'Form of the output: simple, extended or json.', ['simple', 'extended', 'json'], 'simple'),
  short: 'o',
};
export const TIMEOUT = strictDuration('timeout', 'How long the command may take.', '30s');
export const HTTP_CONFIG_FILE = {
  ...existingFile('http.config.file', 'File that says how to connect: proxy, TLS, authentication (http_config).'),
  placeholder: '<filename>',
};
export const VERSION_CHECK = onOff('version-check', 'Warn when the Alertmanager has another version.', true);
export const ENABLE_FEATURE = text(
  'enable-feature',
  'Features to turn on, with commas between them: classic-mode, utf8-strict-mode. Those of the server are accepted and ' +
    'have no effect.',
  '',
);

/** The flags of every command that amtool has, in its order. */
export const GLOBAL_FLAGS: readonly Flag<unknown>[] = [
  DATE_FORMAT,
  VERBOSE,
  ALERTMANAGER_URL,
  OUTPUT,
  TIMEOUT,
  HTTP_CONFIG_FILE,
  VERSION_CHECK,
  ENABLE_FEATURE,
];
