import { boolean, type Infer, string } from '../../schema/shape.js';
import { field, struct } from '../../schema/struct.js';
import { secret, url } from '../../schema/texts.js';
import { atMostOne, httpFields, isSet, NO_SECRET } from '../common-fields.js';
import { checkOwnCredentials } from '../own-credentials.js';

/** The phone rings through for what is critical, and is told of an end like of any message. */
const DEFAULT_PRIORITY = [
  '{{ $priority := "3" }}',
  '{{ range .Alerts.Firing }}',
  '{{ if eq .Labels.severity "critical" }}{{ $priority = "5" }}',
  '{{ else if eq $priority "3" }}{{ $priority = "4" }}{{ end }}',
  '{{ end }}{{ $priority }}',
].join('');

/** ntfy shows these two as emojis. */
const DEFAULT_TAGS = '{{ if eq .Status "firing" }}rotating_light{{ else }}white_check_mark{{ end }}';

export const ntfyConfig = struct(
  'ntfy.plain',
  {
    ...httpFields(true),
    /** Of the server, without the topic. */
    url: field('url', url, 'https://ntfy.sh'),
    topic: field('topic', string, ''),
    token: field('token', secret, NO_SECRET),
    tokenFile: field('token_file', string, ''),
    username: field('username', string, ''),
    password: field('password', secret, NO_SECRET),
    passwordFile: field('password_file', string, ''),
    title: field('title', string, '{{ template "__subject" . }}'),
    message: field('message', string, '{{ template "pushover.default.message" . }}'),
    /** Renders to 1 (the least) to 5, or to one of ntfy's words for them. */
    priority: field('priority', string, DEFAULT_PRIORITY),
    /** Renders to a list with commas. */
    tags: field('tags', string, DEFAULT_TAGS),
    click: field('click', string, '{{ template "__alertmanagerURL" . }}'),
    icon: field('icon', string, ''),
    markdown: field('markdown', boolean, false, 'always'),
  },
  (config, complain) => {
    const { token, tokenFile, username, password, passwordFile } = config;
    if (config.topic === '') complain('missing topic in ntfy config');
    else if (config.url.endsWith(`/${config.topic}`))
      complain('url has to be that of the server, without the topic', 'url');
    atMostOne(complain, 'token & token_file', token, tokenFile);
    atMostOne(complain, 'password & password_file', password, passwordFile);
    const hasToken = isSet(token) || tokenFile !== '';
    const hasPassword = isSet(password) || passwordFile !== '';
    if (hasToken && (username !== '' || hasPassword)) {
      complain('at most one of token/token_file & username with password/password_file must be configured');
    }
    if (hasPassword && username === '') complain('missing username for password in ntfy config');
    if (username !== '' && !hasPassword) complain('one of password or password_file must be configured', 'username');
    if (hasToken || hasPassword) checkOwnCredentials(config.httpConfig, 'ntfy', complain);
  },
);

export type NtfyConfig = Infer<typeof ntfyConfig>;
