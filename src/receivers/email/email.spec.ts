import { notificationOf } from '../../../test/support/notification.js';
import { configOf, DEPS } from '../../../test/support/receiver-deps.js';
import { type SmtpStandIn, type SmtpStandInOptions, startSmtp } from '../../../test/support/vendors/smtp.js';
import type { Notification } from '../../notify/notifier.js';
import type { Outcome } from '../../notify/outcome.js';
import type { ReceiverDeps } from '../receiver-deps.js';
import { emailConfig } from './config.js';
import { EmailNotifier } from './email.js';

interface Given {
  readonly notification?: Notification;
  readonly signal?: AbortSignal;
  readonly deps?: ReceiverDeps;
}

describe('EmailNotifier', () => {
  let smtp: SmtpStandIn;
  afterEach(() => smtp.close());

  async function send(options: SmtpStandInOptions, yaml: string, given: Given = {}): Promise<Outcome> {
    const { notification = notificationOf(), signal = AbortSignal.timeout(5000), deps = DEPS } = given;
    smtp = await startSmtp(options);
    const config = configOf(
      emailConfig,
      `{to: 'Ana <ana@example.org>, ben@example.org', from: tocsin@example.org, smarthost: '${smtp.host}:${smtp.port}', ${yaml}}`,
    );
    return new EmailNotifier(config, deps).notify(notification, signal);
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

  it('begins a new thread each day when told so', async () => {
    await send({}, 'require_tls: false, threading: {enabled: true, thread_by_date: daily}');
    expect(smtp.mails.all[0]?.parsed.inReplyTo).toMatch(/^<alert-[0-9a-f]{16}-2026-01-0[123]@alertmanager>$/);
  });

  it('sends to nobody, and tries again, when the server refuses one of two', async () => {
    const refuse = { stage: 'to', code: 550, address: 'ben@example.org' } as const;
    expect(await send({ refuse }, 'require_tls: false')).toEqual({
      kind: 'retry',
      reason: 'other',
      error: expect.stringMatching(/^send RCPT command: ben@example.org: .*550/),
    });
    expect(smtp.mails.all).toEqual([]);
  });

  it.each(['from', 'to'] as const)('ends the conversation when told to, at %s', async (stage) => {
    const controller = new AbortController();
    const stall = { stage, reached: () => controller.abort() };
    expect(await send({ stall }, 'require_tls: false', { signal: controller.signal })).toEqual({
      kind: 'retry',
      reason: 'contextDeadlineExceeded',
      error: 'context deadline exceeded',
    });
  });

  it('does not begin a conversation that was ended before', async () => {
    expect(await send({}, 'require_tls: false', { signal: AbortSignal.abort() })).toMatchObject({ kind: 'retry' });
    expect(smtp.mails.all).toEqual([]);
  });

  it('reads password files anew for each mail, trimmed, and only where the server wants them', async () => {
    const reads: string[] = [];
    const read = async (path: string) => {
      reads.push(path);
      return ' hunter2\n';
    };
    const yaml = 'require_tls: false, auth_username: tocsin, auth_password_file: /p, auth_secret_file: /s';
    expect(await send({}, yaml, { deps: { ...DEPS, read } })).toEqual({ kind: 'delivered' });
    expect(reads).toEqual([]);
    await smtp.close();
    const options = { mechanisms: ['LOGIN', 'CRAM-MD5'], user: 'tocsin', password: 'hunter2' };
    expect(await send(options, yaml, { deps: { ...DEPS, read } })).toEqual({ kind: 'delivered' });
    expect(reads).toEqual(['/p']);
  });

  it('goes on to the next mechanism when a file cannot be read', async () => {
    const options = { mechanisms: ['CRAM-MD5', 'LOGIN'], user: 'tocsin', password: 'hunter2' };
    const yaml = 'require_tls: false, auth_username: tocsin, auth_password: hunter2, auth_secret_file: /nowhere/secret';
    expect(await send(options, yaml)).toEqual({ kind: 'delivered' });
  });

  it.each`
    tls           | outcome
    ${'none'}     | ${{ kind: 'retry', reason: 'other', error: 'unencrypted connection' }}
    ${'starttls'} | ${{ kind: 'delivered' }}
  `('tells a distant server its password by PLAIN over TLS only: $tls', async ({ tls, outcome }) => {
    const options = { host: '127.0.0.2', tls, mechanisms: ['PLAIN'], user: 'tocsin', password: 'hunter2' } as const;
    const yaml = `require_tls: ${tls !== 'none'}, tls_config: {insecure_skip_verify: true}`;
    expect(await send(options, `${yaml}, auth_username: tocsin, auth_password: hunter2`)).toEqual(outcome);
  });

  it('names the authorization identity', async () => {
    const options = { mechanisms: ['PLAIN'], user: 'tocsin', password: 'hunter2' };
    const yaml = 'require_tls: false, auth_username: tocsin, auth_password: hunter2, auth_identity: team';
    expect(await send(options, yaml)).toEqual({ kind: 'delivered' });
    expect(smtp.mails.all[0]?.user).toBe('tocsin');
  });

  it('keeps the parts readable whatever headers are configured', async () => {
    await send({}, "require_tls: false, html: '<p>x</p>', headers: {content-type: text/plain, mime-version: '7'}");
    const [mail] = smtp.mails.all;
    expect(mail?.html).toBe('<p>x</p>');
    expect(mail?.parsed.headers.get('content-type')).toMatchObject({ value: 'multipart/alternative' });
  });

  it('lets no line break of a label into the headers', async () => {
    const alert = { labels: { alertname: 'A', bad: 'x\r\nBcc: evil@example.org\r\n\r\nbody' } };
    const headers = "headers: {subject: '{{ .CommonLabels.bad }}'}";
    await send({}, `require_tls: false, ${headers}`, { notification: notificationOf([alert]) });
    const [mail] = smtp.mails.all;
    expect(mail?.parsed.headers.has('bcc')).toBe(false);
    expect(mail?.subject).toContain('Bcc: evil@example.org');
  });

  it('Q-encodes where most of a header is not ASCII', async () => {
    await send({}, "require_tls: false, headers: {subject: '日本語の件名'}");
    const [mail] = smtp.mails.all;
    expect(mail?.subject).toBe('日本語の件名');
    expect(mail?.parsed.headerLines.find(({ key }) => key === 'subject')?.line).toMatch(/=\?utf-8\?q\?/i);
  });
});
