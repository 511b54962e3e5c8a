import { googlechatConfig } from '../receivers/googlechat/config.js';
import type { OwnIntegrationConfigs } from '../receivers/integration-configs.js';
import { matrixConfig } from '../receivers/matrix/config.js';
import { ntfyConfig } from '../receivers/ntfy/config.js';
import { twilioConfig } from '../receivers/twilio/config.js';
import { count } from '../schema/choice.js';
import { list } from '../schema/collections.js';
import { located } from '../schema/located.js';
import { boolean, type Infer, type Shape, string } from '../schema/shape.js';
import { field, optional, struct } from '../schema/struct.js';
import { duration } from '../schema/texts.js';

export type OwnIntegrationType = keyof OwnIntegrationConfigs;

/** They are built and counted behind Alertmanager's, in this order. */
export const OWN_INTEGRATION_TYPES: readonly OwnIntegrationType[] = ['ntfy', 'googlechat', 'matrix', 'twilio'];

function integrations<T>(type: OwnIntegrationType, shape: Shape<T>) {
  return field(`${type}_configs`, list(shape), []);
}

/** How many messages an integration of the receiver takes, and in how long: what is over is told in one. */
const messageLimit = struct(
  'limit',
  { messages: field('messages', count, 0), perMs: field('per', duration, 0) },
  ({ messages, perMs }, complain) => {
    if (messages === 0) complain('missing how many messages may be sent', 'messages');
    if (perMs <= 0) complain('missing the time in which so many messages may be sent, such as 1m', 'per');
  },
);

/** What a receiver of `alertmanager.yml` has beyond that. */
const ownReceiver = struct(
  'receiver',
  {
    name: field('name', string, ''),
    ntfy: integrations('ntfy', ntfyConfig),
    googlechat: integrations('googlechat', googlechatConfig),
    matrix: integrations('matrix', matrixConfig),
    twilio: integrations('twilio', twilioConfig),
    limit: optional('limit', messageLimit),
    postUpdatesToThread: field('post_updates_to_thread', boolean, false),
  },
  ({ name }, complain) => {
    if (name === '') complain('missing name of a receiver of alertmanager.yml');
  },
);

export const ownReceivers = list(located(ownReceiver));

export type OwnReceivers = Infer<typeof ownReceivers>;
