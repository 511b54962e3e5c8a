import { configOf } from '../../../test/support/receiver-deps.js';
import { matrixConfig } from './config.js';

const read = (yaml: string) => configOf(matrixConfig, `{${yaml}}`);
const ROOM = "homeserver_url: 'https://matrix.org', room_id: '!a:matrix.org'";

describe('matrixConfig', () => {
  it('needs homeserver, token and room', () => {
    expect(read(`${ROOM}, access_token: syt_marker`)).toMatchObject({
      homeserverUrl: 'https://matrix.org',
      roomId: '!a:matrix.org',
      messageType: 'm.text',
      sendResolved: true,
    });
  });

  it.each(["'!a:x'", "'#a:x'", "'{{ .CommonLabels.room }}'"])('takes %s for a room', (room) => {
    expect(() => read(`homeserver_url: 'https://a', access_token: t, room_id: ${room}`)).not.toThrow();
  });

  it.each`
    yaml                                                                               | complaint
    ${"room_id: '!a:x', access_token: t"}                                              | ${'missing homeserver_url in matrix config'}
    ${"homeserver_url: 'https://a', access_token: t"}                                  | ${'missing room_id in matrix config'}
    ${ROOM}                                                                            | ${'one of access_token or access_token_file must be configured'}
    ${`${ROOM}, access_token: t, access_token_file: f`}                                | ${'at most one of access_token & access_token_file must be configured'}
    ${"homeserver_url: 'https://a', access_token: t, room_id: alerts"}                 | ${'room_id has to begin with ! (a room) or # (an alias of one)'}
    ${`${ROOM}, access_token: t, message_type: m.notic`}                               | ${'did you mean "m.notice"?'}
    ${`${ROOM}, access_token: t, http_config: {authorization: {credentials: marker}}`} | ${'http_config cannot hold basic_auth, authorization or oauth2'}
  `('refuses {$yaml}', ({ yaml, complaint }) => {
    expect(() => read(yaml)).toThrow(complaint);
    expect(() => read(yaml)).not.toThrow(/marker/);
  });
});
