import { configOf } from '../../../test/support/receiver-deps.js';
import { webexConfig } from './config.js';

const BOT = 'http_config: {authorization: {credentials: s3cr3t}}';
const read = (yaml: string) => configOf(webexConfig, `{${yaml}}`);

describe('webexConfig', () => {
  it('needs a room and a bot, and takes the address from the global one', () => {
    const config = read(`room_id: room, ${BOT}`);
    expect(config).toMatchObject({
      apiUrl: undefined,
      message: '{{ template "webex.default.message" . }}',
      roomId: 'room',
      sendResolved: true,
    });
    expect(JSON.stringify(config)).not.toContain('s3cr3t');
  });

  it.each`
    yaml                                                                        | complaint
    ${BOT}                                                                      | ${'missing room_id on webex_config'}
    ${'room_id: r'}                                                             | ${'missing webex_configs.http_config.authorization'}
    ${'room_id: r, http_config: {basic_auth: {username: u, password: s3cr3t}}'} | ${'missing webex_configs.http_config.authorization'}
  `('refuses {$yaml}', ({ yaml, complaint }) => {
    expect(() => read(yaml)).toThrow(complaint);
    expect(() => read(yaml)).not.toThrow(/s3cr3t/);
  });
});
