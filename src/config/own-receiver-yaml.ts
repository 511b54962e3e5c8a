import { type GooglechatConfig, googlechatConfig } from '../receivers/googlechat/config.js';
import { type MatrixConfig, matrixConfig } from '../receivers/matrix/config.js';
import { type NtfyConfig, ntfyConfig } from '../receivers/ntfy/config.js';
import { type TwilioConfig, twilioConfig } from '../receivers/twilio/config.js';
import { list } from '../schema/collections.js';
import { located } from '../schema/located.js';
import { boolean, type Infer, type Shape, string } from '../schema/shape.js';
import { field, struct } from '../schema/struct.js';

/** The types of integration that Alertmanager does not have. */
export interface OwnIntegrationConfigs {
  readonly ntfy: NtfyConfig;
  readonly googlechat: GooglechatConfig;
  readonly matrix: MatrixConfig;
  readonly twilio: TwilioConfig;
}

export type OwnIntegrationType = keyof OwnIntegrationConfigs;

/** They are built and counted behind Alertmanager's, in this order. */
export const OWN_INTEGRATION_TYPES: readonly OwnIntegrationType[] = ['ntfy', 'googlechat', 'matrix', 'twilio'];

function integrations<T>(type: OwnIntegrationType, shape: Shape<T>) {
  return field(`${type}_configs`, list(shape), []);
}

/** What a receiver of `alertmanager.yml` has beyond that. */
const ownReceiver = struct(
  'receiver',
  {
    name: field('name', string, ''),
    ntfy: integrations('ntfy', ntfyConfig),
    googlechat: integrations('googlechat', googlechatConfig),
    matrix: integrations('matrix', matrixConfig),
    twilio: integrations('twilio', twilioConfig),
    postUpdatesToThread: field('post_updates_to_thread', boolean, false),
  },
  ({ name }, complain) => {
    if (name === '') complain('missing name of a receiver of alertmanager.yml');
  },
);

export const ownReceivers = list(located(ownReceiver));

export type OwnReceivers = Infer<typeof ownReceivers>;
