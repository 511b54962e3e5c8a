import type { DiscordConfig } from './discord/config.js';
import type { EmailConfig } from './email/config.js';
import type { GooglechatConfig } from './googlechat/config.js';
import type { IncidentioConfig } from './incidentio/config.js';
import type { JiraConfig } from './jira/config.js';
import type { MatrixConfig } from './matrix/config.js';
import type { MattermostConfig } from './mattermost/config.js';
import type { MsteamsConfig } from './msteams/config.js';
import type { Msteamsv2Config } from './msteamsv2/config.js';
import type { NtfyConfig } from './ntfy/config.js';
import type { OpsgenieConfig } from './opsgenie/config.js';
import type { PagerdutyConfig } from './pagerduty/config.js';
import type { PushoverConfig } from './pushover/config.js';
import type { RocketchatConfig } from './rocketchat/config.js';
import type { SlackConfig } from './slack/config.js';
import type { SnsConfig } from './sns/config.js';
import type { TelegramConfig } from './telegram/config.js';
import type { TwilioConfig } from './twilio/config.js';
import type { VictoropsConfig } from './victorops/config.js';
import type { WebexConfig } from './webex/config.js';
import type { WebhookConfig } from './webhook/config.js';
import type { WechatConfig } from './wechat/config.js';

/** Alertmanager's types of integration and their configurations; they stand in `alertmanager.yml`. */
export interface IntegrationConfigs {
  readonly webhook: WebhookConfig;
  readonly email: EmailConfig;
  readonly pagerduty: PagerdutyConfig;
  readonly opsgenie: OpsgenieConfig;
  readonly wechat: WechatConfig;
  readonly slack: SlackConfig;
  readonly victorops: VictoropsConfig;
  readonly pushover: PushoverConfig;
  readonly sns: SnsConfig;
  readonly telegram: TelegramConfig;
  readonly discord: DiscordConfig;
  readonly webex: WebexConfig;
  readonly msteams: MsteamsConfig;
  readonly msteamsv2: Msteamsv2Config;
  readonly jira: JiraConfig;
  readonly incidentio: IncidentioConfig;
  readonly rocketchat: RocketchatConfig;
  readonly mattermost: MattermostConfig;
}

/** The types that Alertmanager does not have; they stand in `tocsin.yml`. */
export interface OwnIntegrationConfigs {
  readonly ntfy: NtfyConfig;
  readonly googlechat: GooglechatConfig;
  readonly matrix: MatrixConfig;
  readonly twilio: TwilioConfig;
}

type AllConfigs = IntegrationConfigs & OwnIntegrationConfigs;

/** A type of integration together with its configuration: any of `T`. */
export type TypedConfig<T extends keyof AllConfigs = keyof AllConfigs> = {
  [K in T]: { readonly type: K; readonly config: AllConfigs[K] };
}[T];
