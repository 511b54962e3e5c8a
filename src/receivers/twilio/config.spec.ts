import { configOf } from '../../../test/support/receiver-deps.js';
import { twilioConfig } from './config.js';

const read = (yaml: string) => configOf(twilioConfig, `{${yaml}}`);
const ACCOUNT = "account_sid: AC1, to: '+15550002222'";
const TOKEN = `${ACCOUNT}, auth_token: marker`;
const SMS = `${TOKEN}, from: '+15550001111'`;
const KEY = "from: '+15550001111', api_key_sid: SK1";

describe('twilioConfig', () => {
  it('sends an SMS by default, at the end, too', () => {
    expect(read(SMS)).toMatchObject({
      channel: 'sms',
      apiUrl: 'https://api.twilio.com',
      sendResolved: true,
      message: expect.stringContaining('{{ template "__subject" . }}'),
    });
  });

  it('calls only while alerts fire, and says the message twice', () => {
    const voice = read(`${SMS}, channel: voice`);
    expect(voice).toMatchObject({ sendResolved: false, repeat: 2, voice: '', language: '' });
    expect(voice.message).not.toContain('__subject');
  });

  it.each(['sms', 'voice'])('takes what is written for channel %s, too', (channel) => {
    expect(read(`${SMS}, channel: ${channel}, send_resolved: true, message: x`)).toMatchObject({
      sendResolved: true,
      message: 'x',
    });
    expect(read(`${SMS}, channel: ${channel}, send_resolved: false`).sendResolved).toBe(false);
  });

  it('prints what it reads, without secrets', () => {
    const printed = twilioConfig.print(read(`${SMS}, channel: voice`));
    expect(printed).toMatchObject({ send_resolved: false, auth_token: '<secret>', channel: 'voice', repeat: 2 });
    expect(JSON.stringify(printed)).not.toContain('marker');
  });

  it.each`
    yaml                                                                    | complaint
    ${"to: '+1', from: '+1', auth_token: t"}                                | ${'missing account_sid in twilio config'}
    ${"account_sid: AC1, from: '+1', auth_token: t"}                        | ${'missing to number in twilio config'}
    ${TOKEN}                                                                | ${'one of from or messaging_service_sid must be configured'}
    ${`${SMS}, messaging_service_sid: MG1`}                                 | ${'at most one of from & messaging_service_sid must be configured'}
    ${`${TOKEN}, channel: voice`}                                           | ${'missing from number in twilio config'}
    ${`${SMS}, channel: voice, messaging_service_sid: MG1`}                 | ${'messaging_service_sid is for channel sms; calls come from a number'}
    ${`${SMS}, channel: call`}                                              | ${'has to be one of sms, voice'}
    ${`${SMS}, repeat: 0`}                                                  | ${'has to be a number above 0, got 0'}
    ${`${SMS}, repeat: 11`}                                                 | ${'repeat has to be at most 10'}
    ${`${ACCOUNT}, from: '+1'`}                                             | ${'one of auth_token, auth_token_file or api_key_sid with its secret must be configured'}
    ${`${SMS}, auth_token_file: f`}                                         | ${'at most one of auth_token & auth_token_file must be configured'}
    ${`${SMS}, api_key_sid: SK1, api_key_secret: marker`}                   | ${'at most one of auth_token/auth_token_file & api_key_sid with its secret must be configured'}
    ${`${ACCOUNT}, ${KEY}`}                                                 | ${'one of api_key_secret or api_key_secret_file must be configured'}
    ${`${ACCOUNT}, ${KEY}, api_key_secret: marker, api_key_secret_file: f`} | ${'at most one of api_key_secret & api_key_secret_file must be configured'}
    ${`${ACCOUNT}, from: '+1', api_key_secret: marker`}                     | ${'missing api_key_sid in twilio config'}
    ${`${SMS}, http_config: {basic_auth: {username: u}}`}                   | ${'http_config cannot hold basic_auth, authorization or oauth2'}
  `('refuses {$yaml}', ({ yaml, complaint }) => {
    expect(() => read(yaml)).toThrow(complaint);
    expect(() => read(yaml)).not.toThrow(/marker/);
  });
});
