import type { Notifier } from '../notify/notifier.js';
import { DiscordNotifier } from './discord/discord.js';
import { EmailNotifier } from './email/email.js';
import { GooglechatNotifier } from './googlechat/googlechat.js';
import { IncidentioNotifier } from './incidentio/incidentio.js';
import type { TypedConfig } from './integration-configs.js';
import { JiraNotifier } from './jira/jira.js';
import { MatrixNotifier } from './matrix/matrix.js';
import { MattermostNotifier } from './mattermost/mattermost.js';
import { MsteamsNotifier } from './msteams/msteams.js';
import { Msteamsv2Notifier } from './msteamsv2/msteamsv2.js';
import { NtfyNotifier } from './ntfy/ntfy.js';
import { OpsgenieNotifier } from './opsgenie/opsgenie.js';
import { PagerdutyNotifier } from './pagerduty/pagerduty.js';
import { PushoverNotifier } from './pushover/pushover.js';
import type { ReceiverDeps } from './receiver-deps.js';
import { RocketchatNotifier } from './rocketchat/rocketchat.js';
import { SlackNotifier } from './slack/slack.js';
import { SnsNotifier } from './sns/sns.js';
import { TelegramNotifier } from './telegram/telegram.js';
import { TwilioNotifier } from './twilio/twilio.js';
import { VictoropsNotifier } from './victorops/victorops.js';
import { WebexNotifier } from './webex/webex.js';
import { WebhookNotifier } from './webhook/webhook.js';
import { WechatNotifier } from './wechat/wechat.js';

type Type = TypedConfig['type'];

type Notifiers = {
  readonly [T in Type]: (config: TypedConfig<T>['config'], deps: ReceiverDeps) => Notifier;
};

/** The one list of notifiers: what can be configured and stands not here does not compile. */
const NOTIFIERS: Notifiers = {
  webhook: (config, deps) => new WebhookNotifier(config, deps),
  email: (config, deps) => new EmailNotifier(config, deps),
  pagerduty: (config, deps) => new PagerdutyNotifier(config, deps),
  opsgenie: (config, deps) => new OpsgenieNotifier(config, deps),
  wechat: (config, deps) => new WechatNotifier(config, deps),
  slack: (config, deps) => new SlackNotifier(config, deps),
  victorops: (config, deps) => new VictoropsNotifier(config, deps),
  pushover: (config, deps) => new PushoverNotifier(config, deps),
  sns: (config, deps) => new SnsNotifier(config, deps),
  telegram: (config, deps) => new TelegramNotifier(config, deps),
  discord: (config, deps) => new DiscordNotifier(config, deps),
  webex: (config, deps) => new WebexNotifier(config, deps),
  msteams: (config, deps) => new MsteamsNotifier(config, deps),
  msteamsv2: (config, deps) => new Msteamsv2Notifier(config, deps),
  jira: (config, deps) => new JiraNotifier(config, deps),
  incidentio: (config, deps) => new IncidentioNotifier(config, deps),
  rocketchat: (config, deps) => new RocketchatNotifier(config, deps),
  mattermost: (config, deps) => new MattermostNotifier(config, deps),
  ntfy: (config, deps) => new NtfyNotifier(config, deps),
  googlechat: (config, deps) => new GooglechatNotifier(config, deps),
  matrix: (config, deps) => new MatrixNotifier(config, deps),
  twilio: (config, deps) => new TwilioNotifier(config, deps),
};

/** @throws {Error} where a notifier cannot be built with what is configured */
export function createNotifier<T extends Type>({ type, config }: TypedConfig<T>, deps: ReceiverDeps): Notifier {
  return NOTIFIERS[type](config, deps);
}
