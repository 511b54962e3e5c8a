import { formatGoDuration, parseGoDuration } from '../../duration/go-duration.js';
import { boolean, type Infer, scalar, string } from '../../schema/shape.js';
import { field, struct } from '../../schema/struct.js';
import { secret } from '../../schema/texts.js';
import { atMostOne, httpFields, isSet, NO_SECRET } from '../common-fields.js';

/** A Go duration as a text alone: a bare number is refused. */
const textDuration = scalar('duration', parseGoDuration, formatGoDuration, (ms) => ms === 0);

export const pushoverConfig = struct(
  'pushover.plain',
  {
    ...httpFields(true),
    userKey: field('user_key', secret, NO_SECRET),
    userKeyFile: field('user_key_file', string, ''),
    token: field('token', secret, NO_SECRET),
    tokenFile: field('token_file', string, ''),
    title: field('title', string, '{{ template "pushover.default.title" . }}'),
    message: field('message', string, '{{ template "pushover.default.message" . }}'),
    url: field('url', string, '{{ template "pushover.default.url" . }}'),
    urlTitle: field('url_title', string, ''),
    device: field('device', string, ''),
    sound: field('sound', string, ''),
    priority: field('priority', string, '{{ if eq .Status "firing" }}2{{ else }}0{{ end }}'),
    retry: field('retry', textDuration, 60_000),
    expire: field('expire', textDuration, 3_600_000),
    ttl: field('ttl', textDuration, 0),
    html: field('html', boolean, false),
    monospace: field('monospace', boolean, false),
  },
  (config, complain) => {
    if (!isSet(config.userKey) && config.userKeyFile === '')
      complain('one of user_key or user_key_file must be configured');
    atMostOne(complain, 'user_key & user_key_file', config.userKey, config.userKeyFile);
    if (!isSet(config.token) && config.tokenFile === '') complain('one of token or token_file must be configured');
    atMostOne(complain, 'token & token_file', config.token, config.tokenFile);
    if (config.html && config.monospace) complain('at most one of monospace & html must be configured');
  },
);

export type PushoverConfig = Infer<typeof pushoverConfig>;
