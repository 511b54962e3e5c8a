import { httpConfig } from '../httpclient/http-config.js';
import { tlsConfig } from '../httpclient/tls-config.js';
import { atMostOne, isSet, NO_SECRET } from '../receivers/common-fields.js';
import { SLACK_POST_MESSAGE_URL } from '../receivers/slack/config.js';
import { Issues } from '../schema/issues.js';
import { boolean, type Infer, string } from '../schema/shape.js';
import { type Complain, defaultsOf, field, optional, struct } from '../schema/struct.js';
import { duration, hostPort, secret, secretUrl, url } from '../schema/texts.js';

const NOWHERE = { issues: new Issues(), path: 'global' };

export const globalConfig = struct(
  'config.plain',
  {
    resolveTimeoutMs: field('resolve_timeout', duration, 300_000, 'always'),
    httpConfig: field('http_config', httpConfig, defaultsOf(httpConfig, NOWHERE)),
    jiraApiUrl: optional('jira_api_url', url),
    smtpFrom: field('smtp_from', string, ''),
    smtpHello: field('smtp_hello', string, 'localhost'),
    smtpSmarthost: field('smtp_smarthost', hostPort, ''),
    smtpAuthUsername: field('smtp_auth_username', string, ''),
    smtpAuthPassword: field('smtp_auth_password', secret, NO_SECRET),
    smtpAuthPasswordFile: field('smtp_auth_password_file', string, ''),
    smtpAuthSecret: field('smtp_auth_secret', secret, NO_SECRET),
    smtpAuthSecretFile: field('smtp_auth_secret_file', string, ''),
    smtpAuthIdentity: field('smtp_auth_identity', string, ''),
    smtpRequireTls: field('smtp_require_tls', boolean, true, 'always'),
    smtpTlsConfig: field('smtp_tls_config', tlsConfig, defaultsOf(tlsConfig, NOWHERE)),
    smtpForceImplicitTls: optional('smtp_force_implicit_tls', boolean),
    slackApiUrl: optional('slack_api_url', secretUrl),
    slackApiUrlFile: field('slack_api_url_file', string, ''),
    slackAppToken: field('slack_app_token', secret, NO_SECRET),
    slackAppTokenFile: field('slack_app_token_file', string, ''),
    slackAppUrl: field('slack_app_url', url, SLACK_POST_MESSAGE_URL),
    pagerdutyUrl: field('pagerduty_url', url, 'https://events.pagerduty.com/v2/enqueue'),
    opsgenieApiUrl: field('opsgenie_api_url', url, 'https://api.opsgenie.com/'),
    opsgenieApiKey: field('opsgenie_api_key', secret, NO_SECRET),
    opsgenieApiKeyFile: field('opsgenie_api_key_file', string, ''),
    wechatApiUrl: field('wechat_api_url', url, 'https://qyapi.weixin.qq.com/cgi-bin/'),
    wechatApiSecret: field('wechat_api_secret', secret, NO_SECRET),
    wechatApiSecretFile: field('wechat_api_secret_file', string, ''),
    wechatApiCorpId: field('wechat_api_corp_id', string, ''),
    victoropsApiUrl: field(
      'victorops_api_url',
      url,
      'https://alert.victorops.com/integrations/generic/20131114/alert/',
    ),
    victoropsApiKey: field('victorops_api_key', secret, NO_SECRET),
    victoropsApiKeyFile: field('victorops_api_key_file', string, ''),
    telegramApiUrl: field('telegram_api_url', url, 'https://api.telegram.org'),
    telegramBotToken: field('telegram_bot_token', secret, NO_SECRET),
    telegramBotTokenFile: field('telegram_bot_token_file', string, ''),
    webexApiUrl: field('webex_api_url', url, 'https://webexapis.com/v1/messages'),
    rocketchatApiUrl: field('rocketchat_api_url', url, 'https://open.rocket.chat/'),
    rocketchatToken: field('rocketchat_token', secret, NO_SECRET),
    rocketchatTokenFile: field('rocketchat_token_file', string, ''),
    rocketchatTokenId: field('rocketchat_token_id', secret, NO_SECRET),
    rocketchatTokenIdFile: field('rocketchat_token_id_file', string, ''),
    mattermostWebhookUrl: optional('mattermost_webhook_url', secretUrl),
    mattermostWebhookUrlFile: field('mattermost_webhook_url_file', string, ''),
  },
  (global, complain) => checkExclusions(global, complain),
);

export type GlobalConfig = Infer<typeof globalConfig>;

export const DEFAULT_GLOBAL_CONFIG: GlobalConfig = defaultsOf(globalConfig, NOWHERE);

function checkExclusions(global: GlobalConfig, complain: Complain): void {
  const { slackAppToken, slackAppTokenFile, slackApiUrl, slackApiUrlFile } = global;
  atMostOne(complain, 'slack_app_token & slack_app_token_file', slackAppToken, slackAppTokenFile);
  atMostOne(complain, 'slack_api_url & slack_api_url_file', slackApiUrl, slackApiUrlFile);
  const hasToken = isSet(slackAppToken) || slackAppTokenFile !== '';
  const hasUrl = isSet(slackApiUrl) || slackApiUrlFile !== '';
  // A URL that is the app URL is a known work-around for tokens in http_config (Alertmanager issue 2513).
  if (hasToken && hasUrl && slackApiUrl?.reveal() !== global.slackAppUrl) {
    complain(
      'at most one of slack_app_token/slack_app_token_file & slack_api_url/slack_api_url_file must be configured',
    );
  }
  const pairs = [
    ['opsgenie_api_key', global.opsgenieApiKey, global.opsgenieApiKeyFile],
    ['victorops_api_key', global.victoropsApiKey, global.victoropsApiKeyFile],
    ['telegram_bot_token', global.telegramBotToken, global.telegramBotTokenFile],
    ['smtp_auth_password', global.smtpAuthPassword, global.smtpAuthPasswordFile],
    ['rocketchat_token', global.rocketchatToken, global.rocketchatTokenFile],
    ['rocketchat_token_id', global.rocketchatTokenId, global.rocketchatTokenIdFile],
    ['smtp_auth_secret', global.smtpAuthSecret, global.smtpAuthSecretFile],
    ['wechat_api_secret', global.wechatApiSecret, global.wechatApiSecretFile],
    ['mattermost_webhook_url', global.mattermostWebhookUrl, global.mattermostWebhookUrlFile],
  ] as const;
  for (const [key, value, file] of pairs) atMostOne(complain, `${key} & ${key}_file`, value, file);
}
