import type { TypedConfig } from '../../../src/receivers/integration-configs.js';

/** Stands in every secret, and nowhere else. */
export const MARK = 'Zq7Marker';

export type Keys = Readonly<Record<string, unknown>>;

/** Where everything is sent to. */
export interface MarkedWorld {
  readonly vendorUrl: string;
  readonly smtpPort: number;
  readonly folder: string;
}

/** Each way in which a type of integration can be given its own secrets; those of `http_config` come on top. */
export function markedIntegrations({ vendorUrl: url, smtpPort }: MarkedWorld): Record<TypedConfig['type'], Keys[]> {
  const chat = { webhook_url: `${url}/hooks/${MARK}?key=${MARK}Key` };
  const mail = {
    to: 'team@example.org',
    from: 'a@example.org',
    smarthost: `127.0.0.1:${smtpPort}`,
    require_tls: false,
  };
  const twilio = { api_url: url, account_sid: 'AC1', from: '+15550001111', to: '+15550002222' };
  return {
    webhook: [{ url: `${url}/${MARK}` }, { url: `${url}/${MARK}/{{ .GroupLabels.alertname }}` }],
    email: [
      { ...mail, auth_username: 'user', auth_password: MARK },
      { ...mail, auth_username: 'user', auth_secret: MARK },
      { ...mail, tls_config: { cert: 'a certificate', key: MARK }, force_implicit_tls: true },
    ],
    pagerduty: [
      { url: `${url}/v2/enqueue`, routing_key: MARK },
      { url: `${url}/generic/create_event.json`, service_key: MARK },
    ],
    opsgenie: [{ api_url: url, api_key: MARK }],
    wechat: [{ api_url: url, corp_id: 'corp', api_secret: MARK }],
    slack: [
      { api_url: `${url}/services/T/B/${MARK}`, channel: '#a' },
      { app_url: `${url}/api/chat.postMessage`, app_token: `xoxb-${MARK}`, channel: '#a' },
    ],
    victorops: [{ api_url: url, routing_key: 'team', api_key: MARK }],
    // It knows one address only: through a proxy nothing leaves this machine.
    pushover: [{ user_key: MARK, token: MARK, http_config: { proxy_url: url } }],
    sns: [
      {
        api_url: url,
        topic_arn: 'arn:aws:sns:eu-1:1:t',
        sigv4: { region: 'eu-1', access_key: 'AK', secret_key: MARK },
      },
    ],
    telegram: [{ api_url: url, chat_id: 1, bot_token: `1:${MARK}` }],
    discord: [chat],
    webex: [{ api_url: `${url}/v1/messages`, room_id: 'r', http_config: { authorization: { credentials: MARK } } }],
    msteams: [chat],
    msteamsv2: [chat],
    jira: [{ api_url: url, project: 'OPS', issue_type: 'Bug' }],
    incidentio: [
      { url: `${url}/v2/alert_events`, alert_source_token: MARK },
      { url: `${url}/v2/alert_events`, http_config: { authorization: { credentials: MARK } } },
    ],
    rocketchat: [{ api_url: url, channel: '#a', token_id: MARK, token: MARK }],
    mattermost: [chat],
    ntfy: [
      { url, topic: 'alerts', token: MARK },
      { url, topic: 'alerts', username: 'user', password: MARK },
      { url, topic: 'alerts' },
    ],
    googlechat: [chat],
    matrix: [
      { homeserver_url: url, access_token: MARK, room_id: '!r:m' },
      { homeserver_url: url, access_token: MARK, room_id: '#a:m' },
    ],
    twilio: [
      { ...twilio, auth_token: MARK },
      { ...twilio, channel: 'voice', api_key_sid: 'SK1', api_key_secret: MARK },
    ],
  };
}

/** Each way in which an `http_config` can hold secrets. */
export function markedHttpConfigs({ vendorUrl: url }: MarkedWorld): readonly Keys[] {
  const proxy = {
    proxy_url: url.replace('http://', `http://user:${MARK}@`),
    proxy_connect_header: { 'X-Key': [MARK] },
  };
  const tls_config = { cert: 'a certificate', key: MARK };
  const oauth2 = { client_id: 'tocsin', client_secret: MARK, token_url: `${url}/token` };
  const signed = {
    client_id: 'tocsin',
    client_certificate_key: MARK,
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    token_url: `${url}/token`,
  };
  return [
    { basic_auth: { username: 'user', password: MARK } },
    { authorization: { credentials: MARK } },
    { authorization: { type: 'Token', credentials: MARK } },
    { bearer_token: MARK },
    { http_headers: { 'X-Api-Key': { secrets: [MARK] } } },
    { tls_config },
    proxy,
    { oauth2 },
    { oauth2: { ...oauth2, tls_config } },
    { oauth2: { ...oauth2, ...proxy } },
    { oauth2: signed },
  ];
}
