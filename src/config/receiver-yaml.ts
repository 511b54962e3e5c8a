import { discordConfig } from '../receivers/discord/config.js';
import { emailConfig } from '../receivers/email/config.js';
import { incidentioConfig } from '../receivers/incidentio/config.js';
import type { IntegrationConfigs } from '../receivers/integration-configs.js';
import { jiraConfig } from '../receivers/jira/config.js';
import { mattermostConfig } from '../receivers/mattermost/config.js';
import { msteamsConfig } from '../receivers/msteams/config.js';
import { msteamsv2Config } from '../receivers/msteamsv2/config.js';
import { opsgenieConfig } from '../receivers/opsgenie/config.js';
import { pagerdutyConfig } from '../receivers/pagerduty/config.js';
import { pushoverConfig } from '../receivers/pushover/config.js';
import { rocketchatConfig } from '../receivers/rocketchat/config.js';
import { slackConfig } from '../receivers/slack/config.js';
import { snsConfig } from '../receivers/sns/config.js';
import { telegramConfig } from '../receivers/telegram/config.js';
import { victoropsConfig } from '../receivers/victorops/config.js';
import { webexConfig } from '../receivers/webex/config.js';
import { webhookConfig } from '../receivers/webhook/config.js';
import { wechatConfig } from '../receivers/wechat/config.js';
import { list, map } from '../schema/collections.js';
import { type Located, located } from '../schema/located.js';
import { complain, type Infer, type Shape, string } from '../schema/shape.js';
import { field, struct } from '../schema/struct.js';

export type IntegrationType = keyof IntegrationConfigs;

/** In this order a receiver's integrations are built and counted (Alertmanager, config/receiver). */
export const INTEGRATION_TYPES: readonly IntegrationType[] = [
  'webhook',
  'email',
  'pagerduty',
  'opsgenie',
  'wechat',
  'slack',
  'victorops',
  'pushover',
  'sns',
  'telegram',
  'discord',
  'webex',
  'msteams',
  'msteamsv2',
  'jira',
  'incidentio',
  'rocketchat',
  'mattermost',
];

function integrations<T>(type: IntegrationType, shape: Shape<T>) {
  const items = list(located(shape), (value, place) => complain(value, place, `missing ${type} config`));
  return field(`${type}_configs`, items as Shape<readonly Located<T>[]>, []);
}

export const receiverShape = struct(
  'config.plain',
  {
    name: field('name', string, ''),
    labels: field(
      'labels',
      map(string, () => ''),
      {},
    ),
    discord: integrations('discord', discordConfig),
    email: integrations('email', emailConfig),
    incidentio: integrations('incidentio', incidentioConfig),
    pagerduty: integrations('pagerduty', pagerdutyConfig),
    slack: integrations('slack', slackConfig),
    webhook: integrations('webhook', webhookConfig),
    opsgenie: integrations('opsgenie', opsgenieConfig),
    wechat: integrations('wechat', wechatConfig),
    pushover: integrations('pushover', pushoverConfig),
    victorops: integrations('victorops', victoropsConfig),
    sns: integrations('sns', snsConfig),
    telegram: integrations('telegram', telegramConfig),
    webex: integrations('webex', webexConfig),
    msteams: integrations('msteams', msteamsConfig),
    msteamsv2: integrations('msteamsv2', msteamsv2Config),
    jira: integrations('jira', jiraConfig),
    rocketchat: integrations('rocketchat', rocketchatConfig),
    mattermost: integrations('mattermost', mattermostConfig),
  },
  ({ name, labels }, complain) => {
    if (name === '') complain('missing name in receiver');
    const label = labels['name'];
    if (label !== undefined && label !== name) {
      complain(
        `receiver label "name" must match receiver name ${JSON.stringify(name)}, got ${JSON.stringify(label)}`,
        'labels',
      );
    }
  },
);

export type ReceiverYaml = Infer<typeof receiverShape>;
