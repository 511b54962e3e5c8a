import { dirname } from 'node:path';
import { DEFAULT_HTTP_CONFIG, type HttpConfig, httpConfig } from '../../httpclient/http-config.js';
import { Issues } from '../../schema/issues.js';
import { readYaml } from '../../schema/yaml-tree.js';
import { BUILD_INFO } from '../build-info.js';
import { Failure } from '../command-line/failure.js';
import type { Values } from '../command-line/values.js';
import { ALERTMANAGER_URL, HTTP_CONFIG_FILE, VERSION_CHECK } from '../global-flags.js';
import type { World } from '../world.js';
import { ApiClient } from './api-client.js';
import { Connection } from './connection.js';

/** The API of a server, with a warning when its version is another one. */
export async function openApi(connection: Connection, values: Values, world: World): Promise<ApiClient> {
  const api = new ApiClient(connection);
  if (values.get(VERSION_CHECK)) await warnOfVersion(api, world);
  return api;
}

/**
 * Gets ready to talk to the server that the flags name.
 *
 * @throws {Failure} when it cannot be used as it is configured
 */
export async function openConnection(values: Values, world: World, signal: AbortSignal): Promise<Connection> {
  const server = values.get(ALERTMANAGER_URL);
  if (server === undefined) throw new Failure('required flag --alertmanager.url not provided');
  const file = values.get(HTTP_CONFIG_FILE);
  if (server.user !== undefined && file !== '') {
    throw new Failure('basic authentication and http.config.file are mutually exclusive');
  }
  // Go's default transport goes through the proxy of the environment; a configuration says it when it wants that.
  const config = file === '' ? { ...DEFAULT_HTTP_CONFIG, proxyFromEnvironment: true } : readHttpConfig(file, world);
  // Alertmanager starts from the folder above the file's, which surprises; the file's own is looked at first.
  const folders = file === '' ? [] : [dirname(file), dirname(dirname(file))];
  const http = await world.connect(config, folders).catch((error: Error) => {
    throw new Failure(`failed to create a new HTTP client: ${error.message}`, { cause: error });
  });
  return new Connection({ server, http, signal });
}

function readHttpConfig(file: string, world: World): HttpConfig {
  const failed = (reason: string) => new Failure(`failed to load HTTP config file: ${reason}`);
  const issues = new Issues();
  let config: HttpConfig | undefined;
  try {
    const yaml = readYaml(world.files.readText(file), issues);
    config = yaml === undefined ? DEFAULT_HTTP_CONFIG : httpConfig.decode(yaml, { issues, path: '' });
  } catch (error) {
    throw failed(error instanceof Error ? error.message : String(error));
  }
  if (config === undefined || !issues.isEmpty) throw failed(issues.describe(file));
  return config;
}

/** A server that does not tell its version is asked what it was to be asked all the same. */
async function warnOfVersion(api: ApiClient, world: World): Promise<void> {
  const status = await api.status().catch(() => undefined);
  const theirs = status?.versionInfo?.version;
  if (theirs === undefined || theirs === null || majorMinor(theirs) === majorMinor(BUILD_INFO.version)) return;
  world.err(`Warning: amtool version (${BUILD_INFO.version}) and alertmanager version (${theirs}) are different.\n`);
}

/** Of a semantic version; empty for anything else. */
function majorMinor(version: string): string {
  return /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?=$|\.(?:0|[1-9]\d*)(?:[-+].*)?$)/.exec(version)?.[0] ?? '';
}
