import { configOf } from '../../../test/support/receiver-deps.js';
import { rocketchatConfig } from './config.js';

const read = (yaml: string) => configOf(rocketchatConfig, `{${yaml}}`);

describe('rocketchatConfig', () => {
  it('tells no end of alerts by default, and hides its keys', () => {
    const config = read('token: marker, token_id: marker');
    expect(config).toMatchObject({ sendResolved: false, shortFields: false });
    expect(JSON.stringify(config)).not.toContain('marker');
  });

  it("takes the keys of actions in Alertmanager's spelling, and in one that can be read", () => {
    const [action] = read('actions: [{imageurl: a, image_url: b, iswebview: true, msginchatwindow: true}]').actions;
    expect(action).toMatchObject({ imageUrl: 'a', imageUrlReadable: 'b', isWebView: true, msgInChatWindow: true });
  });

  it.each`
    yaml                               | complaint
    ${'token: a, token_file: f'}       | ${'at most one of token & token_file must be configured'}
    ${'token_id: a, token_id_file: f'} | ${'at most one of token_id & token_id_file must be configured'}
  `('refuses {$yaml}', ({ yaml, complaint }) => {
    expect(() => read(yaml)).toThrow(complaint);
  });
});
