import { configOf } from '../../../test/support/receiver-deps.js';
import { mattermostConfig } from './config.js';

const read = (yaml: string) => configOf(mattermostConfig, `{${yaml}}`);

describe('mattermostConfig', () => {
  it('takes the webhook from the global one, and templates where none are given', () => {
    expect(read('channel: ops')).toMatchObject({
      webhookUrl: undefined,
      text: '{{ template "mattermost.default.text" . }}',
      attachments: [],
      sendResolved: true,
    });
  });

  it('puts no templates into attachments', () => {
    expect(read('attachments: [{pretext: p}]').attachments).toMatchObject([{ pretext: 'p', text: '', title: '' }]);
  });

  it.each`
    yaml                                               | complaint
    ${"webhook_url: 'https://a', webhook_url_file: f"} | ${'at most one of webhook_url & webhook_url_file must be configured'}
    ${'fields: [{value: v}]'}                          | ${'missing title in Mattermost field configuration'}
    ${'attachments: [{fields: [{title: t}]}]'}         | ${'missing value in Mattermost field configuration'}
  `('refuses {$yaml}', ({ yaml, complaint }) => {
    expect(() => read(yaml)).toThrow(complaint);
  });
});
