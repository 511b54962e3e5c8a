import type { Notifier } from '../notify/notifier.js';
import type { EmailConfig } from './email/config.js';
import { EmailNotifier } from './email/email.js';
import type { PagerdutyConfig } from './pagerduty/config.js';
import { PagerdutyNotifier } from './pagerduty/pagerduty.js';
import type { ReceiverDeps } from './receiver-deps.js';
import type { SlackConfig } from './slack/config.js';
import { SlackNotifier } from './slack/slack.js';
import type { WebhookConfig } from './webhook/config.js';
import { WebhookNotifier } from './webhook/webhook.js';

/** The configuration of each type of integration that has a notifier. */
interface NotifierConfigs {
  readonly webhook: WebhookConfig;
  readonly email: EmailConfig;
  readonly pagerduty: PagerdutyConfig;
  readonly slack: SlackConfig;
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
