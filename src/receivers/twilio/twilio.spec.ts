import { NETWORK_FAULTS } from '../../../test/support/network-faults.js';
import { notificationOf } from '../../../test/support/notification.js';
import { configOf, DEPS } from '../../../test/support/receiver-deps.js';
import { GROUPS } from '../../../test/support/sample-groups.js';
import type { HttpStandIn } from '../../../test/support/vendors/http-stand-in.js';
import { formOf, startTwilio } from '../../../test/support/vendors/twilio.js';
import type { Notification } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { twilioConfig } from './config.js';
import { TwilioNotifier } from './twilio.js';

const LINK = 'http://tocsin.test/#/alerts?receiver=team%5C.a';
const TO = '+15550002222';
const FROM = '+15550001111';
const OWN = { auth_token: 'marker-token', from: `'${FROM}'`, to: `'${TO}'` };
const SUMMARY = 'db-1 is 95 % <full> & "slow"';

describe('TwilioNotifier', () => {
  let server: HttpStandIn;
  beforeEach(async () => {
    server = await startTwilio({ accountSid: 'AC1', user: 'AC1', password: 'marker-token' });
  });
  afterEach(() => server.close());

  /** @param keys YAML by key; undefined takes one away */
  async function send(
    keys: Readonly<Record<string, string | undefined>> = {},
    notification: Notification = notificationOf(),
    { deps = DEPS, url = server.url, signal = AbortSignal.timeout(5000) } = {},
  ): Promise<Outcome> {
    const all = { account_sid: 'AC1', api_url: `'${url}/'`, ...OWN, ...keys };
    const written = Object.entries(all).flatMap(([key, value]) => (value === undefined ? [] : [`${key}: ${value}`]));
    const notifier = new TwilioNotifier(configOf(twilioConfig, `{${written.join(', ')}}`), deps);
    try {
      return await notifier.notify(notification, signal);
    } finally {
      await notifier.close();
    }
  }

  const forms = () => server.accepted.all.map(formOf);
  const paths = () => server.accepted.all.map(({ path }) => path);

  it.each`
    group         | body
    ${'firing'}   | ${`[FIRING:1] DiskFull (db-1 critical)\n${SUMMARY}\n${LINK}`}
    ${'resolved'} | ${`[RESOLVED] DiskFull (db-1 critical)\n${SUMMARY}\n${LINK}`}
    ${'mixed'}    | ${`[FIRING:1] DiskFull \n${LINK}`}
    ${'many'}     | ${`[FIRING:60] DiskFull \n${LINK}`}
  `('sends an SMS for a group: $group', async ({ group, body }: { group: keyof typeof GROUPS; body: string }) => {
    expect(await send({}, GROUPS[group])).toEqual({ kind: 'delivered' });
    expect(paths()).toEqual(['/2010-04-01/Accounts/AC1/Messages.json']);
    expect(forms()).toEqual([{ To: TO, From: FROM, Body: body }]);
  });

  it.each`
    group         | said
    ${'firing'}   | ${'1 firing: DiskFull. db-1 is 95 % &lt;full&gt; &amp; &quot;slow&quot;'}
    ${'resolved'} | ${'Resolved: DiskFull. db-1 is 95 % &lt;full&gt; &amp; &quot;slow&quot;'}
    ${'mixed'}    | ${'1 firing: DiskFull.'}
    ${'many'}     | ${'60 firing: DiskFull.'}
  `('calls for a group: $group', async ({ group, said }: { group: keyof typeof GROUPS; said: string }) => {
    expect(await send({ channel: 'voice' }, GROUPS[group])).toEqual({ kind: 'delivered' });
    expect(paths()).toEqual(['/2010-04-01/Accounts/AC1/Calls.json']);
    expect(forms()).toEqual([{ To: TO, From: FROM, Twiml: `<Response><Say loop="2">${said}</Say></Response>` }]);
  });

  it('renders what is configured', async () => {
    const message = "'{{ .Status }}: {{ .CommonAnnotations.summary }}'";
    const to = "'+1555000{{ len .Alerts }}222'";
    await send({ message, to, from: undefined, messaging_service_sid: "'MG{{ .Status }}'" });
    await send({ message, to, channel: 'voice', voice: "'Polly.{{ .Status }}'", language: 'de-DE', repeat: '1' });
    expect(forms()).toEqual([
      { To: '+15550001222', MessagingServiceSid: 'MGfiring', Body: 'firing: 95 % <full>' },
      {
        To: '+15550001222',
        From: FROM,
        Twiml: '<Response><Say voice="Polly.firing" language="de-DE">firing: 95 % &lt;full&gt;</Say></Response>',
      },
    ]);
  });

  it.each(['x', '😀'])('cuts a long SMS of %s', async (char) => {
    expect(await send({ message: `'${char.repeat(3000)}'` })).toEqual({ kind: 'delivered' });
    const body = forms()[0]?.['Body'] ?? '';
    expect(body.length).toBeGreaterThan(1597);
    expect(body.length).toBeLessThanOrEqual(1600);
    expect(body.endsWith(`${char}…`)).toBe(true);
  });

  it('says what has several lines in one', async () => {
    await send({ channel: 'voice', message: '"  one\\n\\n two \\t three\\n"', repeat: '1' });
    expect(forms()[0]?.['Twiml']).toBe('<Response><Say>one two three</Say></Response>');
  });

  it.each`
    keys                                                                                 | user     | password
    ${{ auth_token_file: '/run/secret', auth_token: undefined }}                         | ${'AC1'} | ${'from-file'}
    ${{ api_key_sid: 'SK1', api_key_secret: 'key-secret', auth_token: undefined }}       | ${'SK1'} | ${'key-secret'}
    ${{ api_key_sid: 'SK1', api_key_secret_file: '/run/secret', auth_token: undefined }} | ${'SK1'} | ${'from-file'}
  `('authenticates by $keys', async ({ keys, user, password }) => {
    const own = await startTwilio({ accountSid: 'AC1', user, password });
    const deps = { ...DEPS, read: async () => 'from-file\n' };
    expect(await send(keys, notificationOf(), { deps, url: own.url })).toEqual({ kind: 'delivered' });
    await own.close();
  });

  it.each`
    keys                                                          | error
    ${{ message: "'{{ .Nope }}'" }}                               | ${/Nope/}
    ${{ message: "' '" }}                                         | ${/^message is empty after templating$/}
    ${{ to: "'{{ .CommonLabels.phone }}'" }}                      | ${/^to is empty after templating$/}
    ${{ from: "'{{ .CommonLabels.phone }}'" }}                    | ${/^from is empty after templating$/}
    ${{ from: undefined, messaging_service_sid: '\'{{ "" }}\'' }} | ${/^messaging_service_sid is empty after templating$/}
    ${{ auth_token: undefined, auth_token_file: '/no/one' }}      | ${/no\/one/}
  `('gives up where no message can be made: $keys', async ({ keys, error }) => {
    expect(await send(keys)).toEqual({ kind: 'giveUp', reason: 'other', error: expect.stringMatching(error) });
    expect(server.refused.all).toEqual([]);
  });

  it.each`
    keys                        | reason           | words
    ${{ to: '555' }}            | ${'clientError'} | ${"400: Invalid 'To' Phone Number: 555 (21211)"}
    ${{ from: 'TOCSIN' }}       | ${'clientError'} | ${"400: Invalid 'From' Phone Number: TOCSIN (21212)"}
    ${{ auth_token: 'wrong' }}  | ${'authError'}   | ${'401: Authenticate (20003)'}
    ${{ account_sid: 'AC1/x' }} | ${'authError'}   | ${'401: Authenticate (20003)'}
  `("gives up with Twilio's words: $words", async ({ keys, reason, words }) => {
    expect(await send(keys)).toEqual({ kind: 'giveUp', reason, error: `unexpected status code ${words}` });
  });

  it('waits as long as it is asked to', async () => {
    const body = JSON.stringify({ code: 20429, message: 'Too Many Requests', status: 429 });
    server.behave(() => ({ status: 429, headers: { 'retry-after': '3' }, body }));
    expect(await send()).toEqual({
      kind: 'retry',
      reason: 'rateLimited',
      error: 'unexpected status code 429: Too Many Requests (20429)',
      afterMs: 3000,
    });
  });

  it.each(NETWORK_FAULTS)('tries again when $fault', async ({ arrange, reason }) => {
    const signal = await arrange(server);
    expect(await send({}, notificationOf(), { signal })).toEqual({
      kind: 'retry',
      reason,
      error: expect.stringMatching(/^Post "<redacted>": /),
    });
  });

  it('shows no secret, not even one that is repeated to us', async () => {
    server.behave(({ headers }) => {
      const { authorization = '' } = headers;
      return { status: 403, body: `${authorization} ${atob(authorization.replace('Basic ', ''))}` };
    });
    const outcomes = [await send(), await send({ channel: 'voice' })];
    server.behave(() => 'drop');
    outcomes.push(await send());
    expect(outcomes.map(({ kind }) => kind)).toEqual(['giveUp', 'giveUp', 'retry']);
    expect(JSON.stringify(outcomes)).not.toMatch(/marker|QUMxOm/);
  });
});
