import { choice } from '../../schema/choice.js';
import { type Infer, string } from '../../schema/shape.js';
import { field, optional, struct } from '../../schema/struct.js';
import { secret, url } from '../../schema/texts.js';
import { atMostOne, httpFields, isSet, NO_SECRET } from '../common-fields.js';
import { checkOwnCredentials } from '../own-credentials.js';

/** Alerts of one state: what they are in bold, then their annotations. */
function section(state: string): string {
  return [
    `{{ with .Alerts.${state} }}<p>Alerts ${state}:</p><ul>{{ range . }}`,
    '<li><strong>{{ .Labels.SortedPairs.Values.Join " " }}</strong>',
    '{{ range .Annotations.SortedPairs }}<br>{{ .Name }}: {{ .Value }}{{ end }}',
    '{{ with .GeneratorURL }}<br><a href="{{ . }}">Source</a>{{ end }}</li>',
    '{{ end }}</ul>{{ end }}',
  ].join('');
}

const DEFAULT_HTML = `<p><strong><a href="{{ template "__alertmanagerURL" . }}">{{ template "__subject" . }}</a></strong></p>${section('Firing')}${section('Resolved')}`;

export const matrixConfig = struct(
  'matrix.plain',
  {
    ...httpFields(true),
    homeserverUrl: optional('homeserver_url', url),
    accessToken: field('access_token', secret, NO_SECRET),
    accessTokenFile: field('access_token_file', string, ''),
    /** `!id:server`, or an alias such as `#alerts:server`. */
    roomId: field('room_id', string, ''),
    text: field('text', string, '{{ template "__subject" . }}\n{{ template "pushover.default.message" . }}'),
    /** Rendered by html/template; empty: the text alone is sent. */
    html: field('html', string, DEFAULT_HTML),
    messageType: field('message_type', choice('m.text', 'm.notice'), 'm.text', 'always'),
  },
  (config, complain) => {
    const { accessToken, accessTokenFile, roomId } = config;
    if (config.homeserverUrl === undefined) complain('missing homeserver_url in matrix config');
    if (!isSet(accessToken) && accessTokenFile === '') {
      complain('one of access_token or access_token_file must be configured');
    }
    atMostOne(complain, 'access_token & access_token_file', accessToken, accessTokenFile);
    if (roomId === '') complain('missing room_id in matrix config');
    else if (!/^[!#{]/.test(roomId)) complain('room_id has to begin with ! (a room) or # (an alias of one)', 'room_id');
    checkOwnCredentials(config.httpConfig, 'Matrix', complain);
  },
);

export type MatrixConfig = Infer<typeof matrixConfig>;
