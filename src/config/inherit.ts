import { isSet } from '../receivers/common-fields.js';
import type { IntegrationConfigs } from '../receivers/integration-configs.js';
import { Secret } from '../schema/secret.js';
import type { GlobalConfig } from './global-config.js';
import type { IntegrationType } from './receiver-yaml.js';

/** @throws {Error} with Alertmanager's message where neither the receiver nor `global` says what is needed */
type Inherit<T> = (config: T, global: GlobalConfig) => T;

type Inheritances = { readonly [K in IntegrationType]: Inherit<IntegrationConfigs[K]> };

/** What each type of integration takes over from `global`. */
export const INHERIT: Inheritances = {
  webhook: withHttp,
  pushover: withHttp,
  incidentio: withHttp,
  sns: withHttp,
  discord: withHttp,
  msteams: withHttp,
  pagerduty: (config, global) => withHttp({ ...config, url: config.url ?? global.pagerdutyUrl }, global),
  webex: (config, global) => withHttp({ ...config, apiUrl: config.apiUrl ?? global.webexApiUrl }, global),

  email(config, global) {
    const smarthost = config.smarthost || global.smtpSmarthost;
    if (smarthost === '') throw missing('no global SMTP smarthost set', 'smarthost', 'smtp_smarthost');
    const from = config.from || global.smtpFrom;
    if (from === '') throw missing('no global SMTP from set', 'from', 'smtp_from');
    const hasPassword = isSet(config.authPassword) || config.authPasswordFile !== '';
    const hasSecret = isSet(config.authSecret) || config.authSecretFile !== '';
    return {
      ...config,
      smarthost,
      from,
      hello: config.hello || global.smtpHello,
      authUsername: config.authUsername || global.smtpAuthUsername,
      authPassword: hasPassword ? config.authPassword : global.smtpAuthPassword,
      authPasswordFile: hasPassword ? config.authPasswordFile : global.smtpAuthPasswordFile,
      authSecret: hasSecret ? config.authSecret : global.smtpAuthSecret,
      authSecretFile: hasSecret ? config.authSecretFile : global.smtpAuthSecretFile,
      authIdentity: config.authIdentity || global.smtpAuthIdentity,
      requireTls: config.requireTls ?? global.smtpRequireTls,
      tlsConfig: config.tlsConfig ?? global.smtpTlsConfig,
      forceImplicitTls: config.forceImplicitTls ?? global.smtpForceImplicitTls,
    };
  },

  slack(config, global) {
    const own = config.httpConfig?.authorization;
    // The global token is for receivers that say nothing of their own.
    const takesToken =
      !isSet(config.appToken) && config.appTokenFile === '' && own === undefined && config.apiUrl === undefined;
    const appToken = takesToken ? global.slackAppToken : config.appToken;
    const appTokenFile = takesToken ? global.slackAppTokenFile : config.appTokenFile;
    const takesUrl = config.apiUrl === undefined && config.apiUrlFile === '';
    const apiUrl = takesUrl ? global.slackApiUrl : config.apiUrl;
    const apiUrlFile = takesUrl ? global.slackApiUrlFile : config.apiUrlFile;
    const appUrl = config.appUrl ?? global.slackAppUrl;
    const hasToken = isSet(appToken) || appTokenFile !== '';
    if (apiUrl === undefined && apiUrlFile === '' && !hasToken) {
      throw missing(
        'no Slack API URL nor App token set either inline or in a file',
        'api_url or app_token',
        'slack_api_url or slack_app_token',
      );
    }
    const inherited = withHttp({ ...config, appToken, appTokenFile, apiUrl, apiUrlFile, appUrl }, global);
    if (!hasToken) return inherited;
    if (inherited.httpConfig?.authorization !== undefined) {
      throw new Error("http authorization can't be set when using Slack App tokens");
    }
    return { ...inherited, apiUrl: new Secret(appUrl) };
  },

  opsgenie(config, global) {
    const apiKey = isSet(config.apiKey) ? config.apiKey : global.opsgenieApiKey;
    const apiKeyFile = config.apiKeyFile || global.opsgenieApiKeyFile;
    if (!isSet(apiKey) && apiKeyFile === '') {
      throw missing('no global OpsGenie API Key set either inline or in a file', 'api_key', 'opsgenie_api_key');
    }
    const apiUrl = withSlash(config.apiUrl ?? global.opsgenieApiUrl);
    return withHttp({ ...config, apiKey, apiKeyFile, apiUrl }, global);
  },

  wechat(config, global) {
    const hasSecret = isSet(config.apiSecret) || config.apiSecretFile !== '';
    const apiSecret = hasSecret ? config.apiSecret : global.wechatApiSecret;
    const apiSecretFile = hasSecret ? config.apiSecretFile : global.wechatApiSecretFile;
    if (!isSet(apiSecret) && apiSecretFile === '') {
      throw missing('no global Wechat Api Secret set either inline or in a file', 'api_secret', 'wechat_api_secret');
    }
    const corpId = config.corpId || global.wechatApiCorpId;
    if (corpId === '') throw missing('no global Wechat CorpID set', 'corp_id', 'wechat_api_corp_id');
    const apiUrl = withSlash(config.apiUrl ?? global.wechatApiUrl);
    return withHttp({ ...config, apiSecret, apiSecretFile, corpId, apiUrl }, global);
  },

  victorops(config, global) {
    const apiKey = isSet(config.apiKey) ? config.apiKey : global.victoropsApiKey;
    const apiKeyFile = config.apiKeyFile || global.victoropsApiKeyFile;
    if (!isSet(apiKey) && apiKeyFile === '')
      throw missing('no global VictorOps API Key set', 'api_key', 'victorops_api_key');
    const apiUrl = withSlash(config.apiUrl ?? global.victoropsApiUrl);
    return withHttp({ ...config, apiKey, apiKeyFile, apiUrl }, global);
  },

  telegram(config, global) {
    const hasToken = isSet(config.botToken) || config.botTokenFile !== '';
    const botToken = hasToken ? config.botToken : global.telegramBotToken;
    const botTokenFile = hasToken ? config.botTokenFile : global.telegramBotTokenFile;
    if (!isSet(botToken) && botTokenFile === '') {
      throw missing('missing bot_token or bot_token_file on telegram_config', 'bot_token', 'telegram_bot_token');
    }
    return withHttp({ ...config, botToken, botTokenFile, apiUrl: config.apiUrl ?? global.telegramApiUrl }, global);
  },

  msteamsv2(config, global) {
    const own = config.httpConfig;
    const { proxyUrl } = global.httpConfig;
    const httpConfig = own === undefined ? global.httpConfig : { ...own, proxyUrl: own.proxyUrl ?? proxyUrl };
    return { ...config, httpConfig };
  },

  jira(config, global) {
    const apiUrl = config.apiUrl ?? global.jiraApiUrl;
    if (apiUrl === undefined) throw missing('no global Jira Cloud URL set', 'api_url', 'jira_api_url');
    return withHttp({ ...config, apiUrl }, global);
  },

  rocketchat(config, global) {
    const tokenId = isSet(config.tokenId) ? config.tokenId : global.rocketchatTokenId;
    const tokenIdFile = config.tokenIdFile || global.rocketchatTokenIdFile;
    if (!isSet(tokenId) && tokenIdFile === '') {
      throw missing('no global Rocketchat TokenID set either inline or in a file', 'token_id', 'rocketchat_token_id');
    }
    const token = isSet(config.token) ? config.token : global.rocketchatToken;
    const tokenFile = config.tokenFile || global.rocketchatTokenFile;
    if (!isSet(token) && tokenFile === '') {
      throw missing('no global Rocketchat Token set either inline or in a file', 'token', 'rocketchat_token');
    }
    const apiUrl = config.apiUrl ?? global.rocketchatApiUrl;
    return withHttp({ ...config, tokenId, tokenIdFile, token, tokenFile, apiUrl }, global);
  },

  mattermost(config, global) {
    const hasUrl = config.webhookUrl !== undefined || config.webhookUrlFile !== '';
    const webhookUrl = hasUrl ? config.webhookUrl : global.mattermostWebhookUrl;
    const webhookUrlFile = hasUrl ? config.webhookUrlFile : global.mattermostWebhookUrlFile;
    if (webhookUrl === undefined && webhookUrlFile === '') {
      throw missing(
        'missing webhook_url or webhook_url_file on mattermost_config',
        'webhook_url',
        'mattermost_webhook_url',
      );
    }
    return withHttp({ ...config, webhookUrl, webhookUrlFile }, global);
  },
};

/** The global `http_config`, unless the receiver has its own: there is no merging (prometheus/common). */
export function withHttp<T extends { readonly httpConfig: GlobalConfig['httpConfig'] | undefined }>(
  config: T,
  global: GlobalConfig,
): T {
  return { ...config, httpConfig: config.httpConfig ?? global.httpConfig };
}

function withSlash(url: string): string {
  const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(url) ?? [];
  return path.endsWith('/') ? url : `${path}/${rest}`;
}

/** @param here the receiver's key @param global the key of `global` that holds for all receivers */
function missing(message: string, here: string, global: string): Error {
  return new Error(`${message}; write ${here} here, or ${global} in global`);
}
