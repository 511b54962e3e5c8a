import type { Notifier } from '../notify/notifier.js';
import type { DiscordConfig } from './discord/config.js';
import { DiscordNotifier } from './discord/discord.js';
import type { EmailConfig } from './email/config.js';
import { EmailNotifier } from './email/email.js';
import type { IncidentioConfig } from './incidentio/config.js';
import { IncidentioNotifier } from './incidentio/incidentio.js';
import type { JiraConfig } from './jira/config.js';
import { JiraNotifier } from './jira/jira.js';
import type { MattermostConfig } from './mattermost/config.js';
import { MattermostNotifier } from './mattermost/mattermost.js';
import type { MsteamsConfig } from './msteams/config.js';
import { MsteamsNotifier } from './msteams/msteams.js';
import type { Msteamsv2Config } from './msteamsv2/config.js';
import { Msteamsv2Notifier } from './msteamsv2/msteamsv2.js';
import type { OpsgenieConfig } from './opsgenie/config.js';
import { OpsgenieNotifier } from './opsgenie/opsgenie.js';
import type { PagerdutyConfig } from './pagerduty/config.js';
import { PagerdutyNotifier } from './pagerduty/pagerduty.js';
import type { PushoverConfig } from './pushover/config.js';
import { PushoverNotifier } from './pushover/pushover.js';
import type { ReceiverDeps } from './receiver-deps.js';
import type { RocketchatConfig } from './rocketchat/config.js';
import { RocketchatNotifier } from './rocketchat/rocketchat.js';
import type { SlackConfig } from './slack/config.js';
import { SlackNotifier } from './slack/slack.js';
import type { SnsConfig } from './sns/config.js';
import { SnsNotifier } from './sns/sns.js';
import type { TelegramConfig } from './telegram/config.js';
import { TelegramNotifier } from './telegram/telegram.js';
import type { VictoropsConfig } from './victorops/config.js';
import { VictoropsNotifier } from './victorops/victorops.js';
import type { WebexConfig } from './webex/config.js';
import { WebexNotifier } from './webex/webex.js';
import type { WebhookConfig } from './webhook/config.js';
import { WebhookNotifier } from './webhook/webhook.js';
import type { WechatConfig } from './wechat/config.js';
import { WechatNotifier } from './wechat/wechat.js';

/** The configuration of each type of integration that has a notifier. */
interface NotifierConfigs {
  readonly webhook: WebhookConfig;
  readonly email: EmailConfig;
  readonly pagerduty: PagerdutyConfig;
  readonly slack: SlackConfig;
  readonly msteams: MsteamsConfig;
  readonly msteamsv2: Msteamsv2Config;
  readonly jira: JiraConfig;
  readonly wechat: WechatConfig;
  readonly incidentio: IncidentioConfig;
  readonly rocketchat: RocketchatConfig;
  readonly mattermost: MattermostConfig;
  readonly opsgenie: OpsgenieConfig;
  readonly victorops: VictoropsConfig;
  readonly pushover: PushoverConfig;
  readonly sns: SnsConfig;
  readonly telegram: TelegramConfig;
  readonly discord: DiscordConfig;
  readonly webex: WebexConfig;
}

type Notifiers = {
  readonly [T in keyof NotifierConfigs]: (config: NotifierConfigs[T], deps: ReceiverDeps) => Notifier;
};

/** The one list of notifiers: a new vendor is a folder, and a line here. */
const NOTIFIERS: Notifiers = {
  webhook: (config, deps) => new WebhookNotifier(config, deps),
  email: (config, deps) => new EmailNotifier(config, deps),
  pagerduty: (config, deps) => new PagerdutyNotifier(config, deps),
  slack: (config, deps) => new SlackNotifier(config, deps),
  msteams: (config, deps) => new MsteamsNotifier(config, deps),
  msteamsv2: (config, deps) => new Msteamsv2Notifier(config, deps),
  jira: (config, deps) => new JiraNotifier(config, deps),
  wechat: (config, deps) => new WechatNotifier(config, deps),
  incidentio: (config, deps) => new IncidentioNotifier(config, deps),
  rocketchat: (config, deps) => new RocketchatNotifier(config, deps),
  mattermost: (config, deps) => new MattermostNotifier(config, deps),
  opsgenie: (config, deps) => new OpsgenieNotifier(config, deps),
  victorops: (config, deps) => new VictoropsNotifier(config, deps),
  pushover: (config, deps) => new PushoverNotifier(config, deps),
  sns: (config, deps) => new SnsNotifier(config, deps),
  telegram: (config, deps) => new TelegramNotifier(config, deps),
  discord: (config, deps) => new DiscordNotifier(config, deps),
  webex: (config, deps) => new WebexNotifier(config, deps),
};

/**
 * @throws {Error} for a type that has no notifier: better no start than a page that is never sent
 */
export function createNotifier<T extends string>(
  type: T,
  config: T extends keyof NotifierConfigs ? NotifierConfigs[T] : unknown,
  deps: ReceiverDeps,
): Notifier {
  const create = (
    NOTIFIERS as Readonly<Record<string, ((config: unknown, deps: ReceiverDeps) => Notifier) | undefined>>
  )[type];
  if (create === undefined) {
    const known = Object.keys(NOTIFIERS).join(', ');
    throw new Error(`there is no notifier for ${type} yet; there are ${known}. Take it out of the configuration`);
  }
  return create(config, deps);
}
