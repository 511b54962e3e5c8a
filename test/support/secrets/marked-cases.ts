import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Keys, MARK, type MarkedWorld, markedHttpConfigs, markedIntegrations } from './marked-integrations.js';
import { joined, type SchemaKeys } from './schema-keys.js';

/** A configuration with secrets, in which everything is sent to a vendor that refuses it. */
export interface MarkedCase {
  readonly name: string;
  readonly main: Keys;
  readonly own: Keys;
  /** No other is like it but for a file or an `http_config`. */
  readonly isPlain: boolean;
}

export const RECEIVER = 'team';

/** The schemas of both files. */
export interface Schemas {
  readonly main: SchemaKeys;
  readonly own: SchemaKeys;
}

/** Every secret of both files at least once, and once more from a file where a key can name one. */
export function markedCases(world: MarkedWorld, schemas: Schemas): MarkedCase[] {
  const cases = [...integrationCases(world, schemas), ...globalCases(world), ...otherCases(world)];
  return cases.flatMap((each) => {
    const main = fromFiles(each.main, schemas.main, world.folder);
    const own = fromFiles(each.own, schemas.own, world.folder);
    const isSame = JSON.stringify([main, own]) === JSON.stringify([each.main, each.own]);
    return isSame ? [each] : [each, { name: `${each.name}, from a file`, main, own, isPlain: false }];
  });
}

function* integrationCases(world: MarkedWorld, { own }: Schemas): Generator<MarkedCase> {
  for (const [type, integrations] of Object.entries(markedIntegrations(world))) {
    const key = `${type}_configs`;
    const isOwn = own.all.has(`receivers[].${key}`);
    const caseOf = (integration: Keys, name: string, isPlain: boolean): MarkedCase => {
      const configs = { [key]: [integration] };
      return {
        name,
        isPlain,
        main: mainConfig({}, isOwn ? {} : configs),
        own: ownConfig(isOwn ? { receivers: [{ name: RECEIVER, ...configs }] } : {}),
      };
    };
    for (const [index, integration] of integrations.entries()) {
      yield caseOf(integration, `${type} ${index}`, true);
      if (type === 'email') continue;
      for (const [at, http] of markedHttpConfigs(world).entries()) {
        yield caseOf(withHttp(integration, http), `${type} ${index}, http ${at}`, type === 'webhook' && index === 0);
      }
    }
  }
}

function* globalCases(world: MarkedWorld): Generator<MarkedCase> {
  const { vendorUrl: url, smtpPort } = world;
  const mail = { smtp_smarthost: `127.0.0.1:${smtpPort}`, smtp_from: 'a@example.org', smtp_require_tls: false };
  const toMail = { email_configs: [{ to: 'team@example.org' }] };
  const globals: readonly (readonly [global: Keys, receiver: Keys])[] = [
    ...markedHttpConfigs(world).map((http_config) => [{ http_config }, { webhook_configs: [{ url }] }] as const),
    [{ ...mail, smtp_auth_username: 'user', smtp_auth_password: MARK }, toMail],
    [{ ...mail, smtp_auth_username: 'user', smtp_auth_secret: MARK }, toMail],
    [{ ...mail, smtp_force_implicit_tls: true, smtp_tls_config: { cert: 'a certificate', key: MARK } }, toMail],
    [{ slack_api_url: `${url}/services/${MARK}` }, { slack_configs: [{ channel: '#a' }] }],
    [{ slack_app_url: `${url}/api`, slack_app_token: MARK }, { slack_configs: [{ channel: '#a' }] }],
    [{ opsgenie_api_url: url, opsgenie_api_key: MARK }, { opsgenie_configs: [{}] }],
    [{ wechat_api_url: url, wechat_api_secret: MARK, wechat_api_corp_id: 'corp' }, { wechat_configs: [{}] }],
    [{ victorops_api_url: url, victorops_api_key: MARK }, { victorops_configs: [{ routing_key: 'team' }] }],
    [{ telegram_api_url: url, telegram_bot_token: `1:${MARK}` }, { telegram_configs: [{ chat_id: 1 }] }],
    [
      { rocketchat_api_url: url, rocketchat_token: MARK, rocketchat_token_id: MARK },
      { rocketchat_configs: [{ channel: '#a' }] },
    ],
    [{ mattermost_webhook_url: `${url}/hooks/${MARK}` }, { mattermost_configs: [{}] }],
  ];
  for (const [global, receiver] of globals) {
    yield {
      name: `global ${JSON.stringify(global).replaceAll(MARK, '…')}`,
      main: mainConfig({ global }, receiver),
      own: ownConfig({}),
      isPlain: true,
    };
  }
}

/** What is told to collectors, event recorders and Redis. */
function* otherCases(world: MarkedWorld): Generator<MarkedCase> {
  const { vendorUrl: url } = world;
  const tls_config = { cert: 'a certificate', key: MARK };
  const tracing = { client_type: 'http', endpoint: url, sampling_fraction: 1 };
  // Its path is a name of the output, in the metrics as in Alertmanager's.
  const webhook = { url: `${url.replace('://', `://user:${MARK}@`)}/events?key=${MARK}`, max_retries: 1 };
  const blocks: readonly Keys[] = [
    { tracing: { ...tracing, insecure: true, headers: { 'X-Key': { secrets: [MARK] } } } },
    { tracing: { ...tracing, tls_config } },
    { event_recorder: { kafka_outputs: [{ brokers: ['127.0.0.1:9'], topic: 't', tls_config }] } },
    { event_recorder: { webhook_outputs: [webhook] } },
    ...markedHttpConfigs(world).map((http_config) => ({
      event_recorder: { webhook_outputs: [{ ...webhook, http_config }] },
    })),
  ];
  for (const block of blocks) {
    const name = JSON.stringify(block).replaceAll(MARK, '…');
    yield { name, main: mainConfig(block, { webhook_configs: [{ url }] }), own: ownConfig({}), isPlain: true };
  }
  const redis = `redis://user:${MARK}@127.0.0.1:9/0`;
  for (const storage of [
    { redis: { url: redis } },
    { redis: { url: 'redis://127.0.0.1:9/0', username: 'user', password: MARK } },
    { redis: { url: 'rediss://127.0.0.1:9/0', tls_config } },
  ]) {
    yield {
      name: `storage ${JSON.stringify(storage).replaceAll(MARK, '…')}`,
      main: mainConfig({}, { webhook_configs: [{ url }] }),
      own: ownConfig({ storage }),
      isPlain: true,
    };
  }
}

/** One configuration with all integrations of those that say nothing but what they send to. */
export function together(cases: readonly MarkedCase[]): Pick<MarkedCase, 'main' | 'own'> {
  const ofMain: Record<string, unknown[]> = {};
  const ofOwn: Record<string, unknown[]> = {};
  for (const { main, own } of cases.filter(isReceiverOnly)) {
    collect(main, ofMain);
    collect(own, ofOwn);
  }
  return { main: mainConfig({}, ofMain), own: ownConfig({ receivers: [{ name: RECEIVER, ...ofOwn }] }) };
}

/** Whether it says nothing but what a receiver sends to. */
export function isReceiverOnly({ main, own }: MarkedCase): boolean {
  return !['global', 'tracing', 'event_recorder'].some((key) => key in main) && !('storage' in own);
}

/** The types of integration that the receiver has. */
export function typesOf({ main, own }: Pick<MarkedCase, 'main' | 'own'>): readonly string[] {
  return [main, own].flatMap((document) => integrationsOf(document).map(([key]) => key.replace(/_configs$/, '')));
}

function collect(document: Keys, into: Record<string, unknown[]>): void {
  for (const [key, items] of integrationsOf(document)) into[key] = [...(into[key] ?? []), ...items];
}

function integrationsOf({ receivers }: Keys): readonly (readonly [key: string, items: readonly unknown[]])[] {
  const [receiver] = Array.isArray(receivers) ? receivers : [];
  return Object.entries(receiver ?? {}).flatMap(([key, items]) =>
    Array.isArray(items) ? [[key, items] as const] : [],
  );
}

function withHttp(integration: Keys, http: Keys): Keys {
  const { http_config: given = {} } = integration;
  return { ...integration, http_config: { ...(given as Keys), ...http } };
}

function mainConfig(blocks: Keys, receiver: Keys): Keys {
  return {
    ...blocks,
    route: { receiver: RECEIVER, group_by: ['alertname'], group_wait: '0s' },
    receivers: [{ name: RECEIVER, ...receiver }],
  };
}

/** Whatever is tried, nothing leaves this machine. */
function ownConfig(blocks: Keys): Keys {
  return { ...blocks, outbound: { allow: ['127.0.0.0/8'] } };
}

/** The same document with each secret in the file that `<key>_file` names, where there is such a key. */
function fromFiles(document: Keys, keys: SchemaKeys, folder: string): Keys {
  const changed = (value: unknown, path: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => changed(item, `${path}[]`));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, child]) => {
        const own = joined(path, key);
        if (!isMarked(child) || !keys.all.has(`${own}_file`)) return [key, changed(child, own)];
        const file = join(folder, Buffer.from(child).toString('hex'));
        mkdirSync(folder, { recursive: true });
        writeFileSync(file, `${child}\n`);
        return [`${key}_file`, file];
      }),
    );
  };
  return changed(document, '') as Keys;
}

export function isMarked(value: unknown): value is string {
  return typeof value === 'string' && value.includes(MARK);
}
