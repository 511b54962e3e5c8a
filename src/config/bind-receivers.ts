import { isSet } from '../receivers/common-fields.js';
import { SLACK_POST_MESSAGE_URL, type SlackConfig } from '../receivers/slack/config.js';
import { Issues } from '../schema/issues.js';
import { nearest } from '../schema/nearest.js';
import type { Config, IntegrationConfig, ReceiverConfig } from './config.js';
import { ConfigError } from './config-error.js';
import type { GlobalConfig } from './global-config.js';
import { withHttp } from './inherit.js';
import { OWN_INTEGRATION_TYPES, type OwnReceivers } from './own-receiver-yaml.js';

type OwnReceiver = OwnReceivers[number]['value'];

/**
 * Adds to the receivers of `alertmanager.yml` what `tocsin.yml` says of them.
 *
 * @param file how messages name `tocsin.yml`
 * @throws {ConfigError} where one names a receiver that there is not, or asks what its integrations cannot do
 */
export function bindReceivers(config: Config, own: OwnReceivers, file: string): Config {
  const issues = new Issues();
  const bound = new Map<string, OwnReceiver>();
  const names = config.receivers.map(({ name }) => name);
  for (const { value, position, path } of own) {
    const receiver = config.receivers.find(({ name }) => name === value.name);
    const complaint = receiver === undefined ? undefinedReceiver(value.name, names) : problem(value, receiver, bound);
    if (complaint !== undefined) issues.add(position, `${path}: ${complaint}`);
    bound.set(value.name, value);
  }
  if (!issues.isEmpty) throw new ConfigError(file, issues);
  const { global, receivers } = config;
  return { ...config, receivers: receivers.map((receiver) => extended(receiver, bound.get(receiver.name), global)) };
}

function undefinedReceiver(name: string, known: readonly string[]): string {
  const guess = nearest(name, known);
  const remedy = guess === undefined ? 'add it to receivers there' : `did you mean ${JSON.stringify(guess)}?`;
  return `receiver ${JSON.stringify(name)} is not defined in alertmanager.yml; ${remedy}`;
}

function problem(
  { name, postUpdatesToThread }: OwnReceiver,
  { integrations }: ReceiverConfig,
  bound: ReadonlyMap<string, OwnReceiver>,
): string | undefined {
  if (bound.has(name)) return `receiver ${JSON.stringify(name)} stands here twice`;
  if (!postUpdatesToThread) return undefined;
  const slacks = integrations.filter((integration) => integration.type === 'slack');
  if (slacks.length === 0) return `post_updates_to_thread: receiver ${JSON.stringify(name)} has no slack_configs`;
  // Incoming webhooks do not say where a message stands.
  if (slacks.every(({ config }) => canBeAnswered(config))) return undefined;
  return 'post_updates_to_thread needs a bot token; write app_token or app_token_file in every slack_config of the receiver';
}

function canBeAnswered({ appToken, appTokenFile, apiUrl }: SlackConfig): boolean {
  return isSet(appToken) || appTokenFile !== '' || apiUrl?.reveal() === SLACK_POST_MESSAGE_URL;
}

function extended(receiver: ReceiverConfig, own: OwnReceiver | undefined, global: GlobalConfig): ReceiverConfig {
  if (own === undefined) return receiver;
  const more = OWN_INTEGRATION_TYPES.flatMap((type) =>
    // TypeScript cannot see that type and configuration belong together.
    own[type].map((config, index) => ({ type, index, config: withHttp(config, global) }) as IntegrationConfig),
  );
  const integrations = receiver.integrations.map((integration) =>
    integration.type === 'slack' && own.postUpdatesToThread
      ? { ...integration, config: { ...integration.config, postUpdatesToThread: true } }
      : integration,
  );
  return { ...receiver, integrations: [...integrations, ...more] };
}
