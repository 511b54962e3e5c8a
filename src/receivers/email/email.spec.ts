import { notificationOf } from '../../../test/support/notification.js';
import { configOf, DEPS } from '../../../test/support/receiver-deps.js';
import { type SmtpStandIn, type SmtpStandInOptions, startSmtp } from '../../../test/support/vendors/smtp.js';
import type { Notification } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import { emailConfig } from './config.js';
import { EmailNotifier } from './email.js';

describe('EmailNotifier', () => {
  let smtp: SmtpStandIn;
  afterEach(() => smtp.close());

  async function send(options: SmtpStandInOptions, yaml: string, notification?: Notification): Promise<Outcome> {
    smtp = await startSmtp(options);
    const config = configOf(
      emailConfig,
      `{to: 'Ana <ana@example.org>, ben@example.org', from: tocsin@example.org, smarthost: '127.0.0.1:${smtp.port}', ${yaml}}`,
    );
    return new EmailNotifier(config, DEPS).notify(notification ?? notificationOf(), AbortSignal.timeout(5000));
  }

  it('sends html with the default subject, to everybody', async () => {
    expect(await send({}, 'require_tls: false, hello: tocsin.example.org')).toEqual({ kind: 'delivered' });
    const [mail] = smtp.mails.all;
    expect(mail).toMatchObject({
      from: 'tocsin@example.org',
      to: ['ana@example.org', 'ben@example.org'],
      hello: 'tocsin.example.org',
      isEncrypted: false,
      subject: '[FIRING:1] DiskFull (db-1)',
    });
    expect(mail?.html).toContain('95 % &lt;full&gt;');
    expect(mail?.parsed.headers.get('content-type')).toMatchObject({ value: 'multipart/alternative' });
    expect(mail?.parsed.messageId).toMatch(/^<\d+\.-?\d+@tocsin\.test>$/);
  });

  it('sends a text part and own headers, encoded where they are not ASCII', async () => {
    const headers = "headers: {subject: 'Störung {{ .Status }}', reply-to: ops@example.org}";
    await send({}, `require_tls: false, text: '{{ len .Alerts }} alerts', ${headers}`);
    const [mail] = smtp.mails.all;
    expect(mail).toMatchObject({ subject: 'Störung firing', text: '1 alerts' });
    expect(mail?.parsed.replyTo?.text).toBe('ops@example.org');
    expect(mail?.parsed.headerLines.find(({ key }) => key === 'subject')?.line).toMatch(/=\?utf-8\?q\?/i);
  });

  it.each`
    tls           | yaml
    ${'starttls'} | ${'require_tls: true'}
    ${'implicit'} | ${'force_implicit_tls: true'}
  `('encrypts: $tls', async ({ tls, yaml }) => {
    expect(await send({ tls }, `${yaml}, tls_config: {insecure_skip_verify: true}`)).toEqual({ kind: 'delivered' });
    expect(smtp.mails.all[0]?.isEncrypted).toBe(true);
  });

  it('does not trust a stranger', async () => {
    expect(await send({ tls: 'starttls' }, 'require_tls: true')).toMatchObject({ kind: 'retry', reason: 'other' });
    expect(smtp.mails.all).toEqual([]);
  });

  it('does not even try STARTTLS where it is not required', async () => {
    expect(await send({ tls: 'starttls' }, 'require_tls: false')).toEqual({ kind: 'delivered' });
    expect(smtp.mails.all[0]?.isEncrypted).toBe(false);
  });

  it('sends nothing to a server without the TLS that is required', async () => {
    expect(await send({}, 'require_tls: true')).toEqual({
      kind: 'retry',
      reason: 'other',
      error: `'require_tls' is true (default) but "127.0.0.1:${smtp.port}" does not advertise the STARTTLS extension`,
    });
  });

  it.each(['PLAIN', 'LOGIN', 'CRAM-MD5'])('authenticates by %s', async (mechanism) => {
    const options = { mechanisms: [mechanism], user: 'tocsin', password: 'hunter2' };
    const outcome = await send(
      options,
      'require_tls: false, auth_username: tocsin, auth_password: hunter2, auth_secret: hunter2',
    );
    expect(outcome).toEqual({ kind: 'delivered' });
    expect(smtp.mails.all[0]?.user).toBe('tocsin');
  });

  it('says why no mechanism can be used', async () => {
    const outcome = await send(
      { mechanisms: ['CRAM-MD5'], user: 'x' },
      'require_tls: false, auth_username: x, auth_password: y',
    );
    expect(outcome).toEqual({
      kind: 'retry',
      reason: 'other',
      error: 'find auth mechanism: missing secret for CRAM-MD5 auth mechanism',
    });
  });

  it('does not show the password when it is wrong', async () => {
    const options = { mechanisms: ['PLAIN'], user: 'tocsin', password: 'right' };
    const outcome = await send(options, 'require_tls: false, auth_username: tocsin, auth_password: wrongsecret');
    expect(outcome).toMatchObject({ kind: 'retry' });
    expect(JSON.stringify(outcome)).not.toContain('wrongsecret');
  });

  it.each(['from', 'to', 'data'] as const)('tries again when the server refuses at %s', async (stage) => {
    const outcome = await send({ refuse: { stage, code: 451 } }, 'require_tls: false');
    expect(outcome).toMatchObject({ kind: 'retry', reason: 'other' });
  });

  it('gives up where the message cannot be made', async () => {
    expect(await send({}, "require_tls: false, headers: {Subject: '{{ .Nope }}'}")).toMatchObject({ kind: 'giveUp' });
  });

  it('puts the mails of a group in one thread', async () => {
    await send({}, 'require_tls: false, threading: {enabled: true, thread_by_date: none}');
    const [mail] = smtp.mails.all;
    expect(mail?.parsed.inReplyTo).toMatch(/^<alert-[0-9a-f]{16}-@alertmanager>$/);
    expect(mail?.parsed.references).toBe(mail?.parsed.inReplyTo);
  });
});
