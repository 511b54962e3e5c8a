import { choice, count } from '../../schema/choice.js';
import { boolean, type Infer, type Shape, string } from '../../schema/shape.js';
import { type Complain, field, optional, struct } from '../../schema/struct.js';
import { secret, url } from '../../schema/texts.js';
import { atMostOne, httpFields, isSet, NO_SECRET } from '../common-fields.js';
import { checkOwnCredentials } from '../own-credentials.js';

/** What is said once to a listener, who cannot look it up: no brackets, no labels. */
const SPOKEN =
  '{{ if eq .Status "firing" }}{{ len .Alerts.Firing }} firing{{ else }}Resolved{{ end }}: ' +
  '{{ .GroupLabels.Values.Join ", " }}. {{ with .CommonAnnotations.summary }}{{ . }}{{ end }}';

/** Short: every 153 characters are paid for. */
const WRITTEN =
  '{{ template "__subject" . }}{{ with .CommonAnnotations.summary }}\n{{ . }}{{ end }}\n{{ template "__alertmanagerURL" . }}';

/** A voice mail records all of it. */
const REPEAT_MAX = 10;

const shape = struct(
  'twilio.plain',
  {
    ...httpFields(true),
    /** Depends on the channel: nobody wants to be called because all is well. */
    sendResolved: optional('send_resolved', boolean),
    accountSid: field('account_sid', string, ''),
    authToken: field('auth_token', secret, NO_SECRET),
    authTokenFile: field('auth_token_file', string, ''),
    apiKeySid: field('api_key_sid', string, ''),
    apiKeySecret: field('api_key_secret', secret, NO_SECRET),
    apiKeySecretFile: field('api_key_secret_file', string, ''),
    channel: field('channel', choice('sms', 'voice'), 'sms', 'always'),
    from: field('from', string, ''),
    messagingServiceSid: field('messaging_service_sid', string, ''),
    to: field('to', string, ''),
    /** Depends on the channel, too. */
    message: optional('message', string),
    /** Twilio's own choice where it is empty, and so with the language. */
    voice: field('voice', string, ''),
    language: field('language', string, ''),
    /** How often the message is said. */
    repeat: field('repeat', count, 2, 'always'),
    apiUrl: field('api_url', url, 'https://api.twilio.com'),
  },
  (config, complain) => {
    if (config.accountSid === '') complain('missing account_sid in twilio config');
    if (config.to === '') complain('missing to number in twilio config');
    if (config.repeat > REPEAT_MAX) complain(`repeat has to be at most ${REPEAT_MAX}`, 'repeat');
    checkSender(config, complain);
    checkCredentials(config, complain);
    checkOwnCredentials(config.httpConfig, 'Twilio', complain);
  },
);

type Written = Infer<typeof shape>;
export type TwilioConfig = Omit<Written, 'sendResolved' | 'message'> & {
  readonly sendResolved: boolean;
  readonly message: string;
};

export const twilioConfig: Shape<TwilioConfig> = {
  ...shape,
  decode(value, place) {
    const config = shape.decode(value, place);
    if (config === undefined) return undefined;
    const isVoice = config.channel === 'voice';
    return {
      ...config,
      sendResolved: config.sendResolved ?? !isVoice,
      message: config.message ?? (isVoice ? SPOKEN : WRITTEN),
    };
  },
  print: (config) => Object.assign({}, shape.print(config), { send_resolved: config.sendResolved }),
};

function checkSender({ channel, from, messagingServiceSid }: Written, complain: Complain): void {
  if (channel === 'sms') {
    if (from === '' && messagingServiceSid === '') complain('one of from or messaging_service_sid must be configured');
    atMostOne(complain, 'from & messaging_service_sid', from, messagingServiceSid);
    return;
  }
  if (from === '') complain('missing from number in twilio config');
  if (messagingServiceSid !== '')
    complain('messaging_service_sid is for channel sms; calls come from a number', 'messaging_service_sid');
}

function checkCredentials(config: Written, complain: Complain): void {
  const { authToken, authTokenFile, apiKeySid, apiKeySecret, apiKeySecretFile } = config;
  atMostOne(complain, 'auth_token & auth_token_file', authToken, authTokenFile);
  atMostOne(complain, 'api_key_secret & api_key_secret_file', apiKeySecret, apiKeySecretFile);
  const hasToken = isSet(authToken) || authTokenFile !== '';
  const hasSecret = isSet(apiKeySecret) || apiKeySecretFile !== '';
  if (!hasToken && !hasSecret && apiKeySid === '') {
    complain('one of auth_token, auth_token_file or api_key_sid with its secret must be configured');
  }
  if (hasToken && (apiKeySid !== '' || hasSecret)) {
    complain('at most one of auth_token/auth_token_file & api_key_sid with its secret must be configured');
  }
  if (apiKeySid !== '' && !hasSecret) complain('one of api_key_secret or api_key_secret_file must be configured');
  if (hasSecret && apiKeySid === '') complain('missing api_key_sid in twilio config');
}
