import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerAuthentication, type SMTPServerOptions } from 'smtp-server';
import { makeCertificate } from './certificate.js';
import { Recorder } from './recorder.js';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** As the client said it in EHLO. */
  readonly hello: string;
  readonly user: string | undefined;
  readonly isEncrypted: boolean;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly parsed: ParsedMail;
}

export interface SmtpStandInOptions {
  readonly tls?: 'none' | 'starttls' | 'implicit';
  /** Mechanisms to advertise, in this order; none: no authentication. */
  readonly mechanisms?: readonly string[];
  readonly user?: string;
  readonly password?: string;
  /** Refuses with this SMTP code at a stage. */
  readonly refuse?: { readonly stage: 'from' | 'to' | 'data'; readonly code: number };
}

export interface SmtpStandIn {
  readonly host: string;
  readonly port: number;
  /** Of the server, for clients to trust. */
  readonly certificate: string;
  readonly mails: Recorder<ReceivedMail>;
  close(): Promise<void>;
}

/** A mail server on a free port of this machine that takes mail for anybody and delivers none. */
export async function startSmtp(options: SmtpStandInOptions = {}): Promise<SmtpStandIn> {
  const { tls = 'none', mechanisms = [], user, password, refuse } = options;
  const mails = new Recorder<ReceivedMail>();
  const { key, cert } = makeCertificate();
  const refusal = (stage: string) => (refuse?.stage === stage ? failure(refuse.code) : null);
  const settings: SMTPServerOptions = {
    key,
    cert,
    secure: tls === 'implicit',
    authOptional: true,
    allowInsecureAuth: true,
    authMethods: [...mechanisms],
    disabledCommands: [...(tls === 'starttls' ? [] : ['STARTTLS']), ...(mechanisms.length === 0 ? ['AUTH'] : [])],
    onAuth: (auth, _session, done) =>
      isRight(auth, user, password) ? done(null, { user: auth.username ?? '' }) : done(failure(535)),
    onMailFrom: (_address, _session, done) => done(refusal('from')),
    onRcptTo: (_address, _session, done) => done(refusal('to')),
    onData(stream, session, done) {
      simpleParser(stream).then((parsed) => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.add({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          hello: String(session.hostNameAppearsAs),
          user: session.user === undefined ? undefined : String(session.user),
          isEncrypted: session.secure,
          subject: parsed.subject ?? '',
          text: parsed.text ?? '',
          html: parsed.html || '',
          parsed,
        });
        done(refusal('data'));
      }, done);
    },
  };
  const server = new SMTPServer(settings);
  // A client that goes away in the middle is no failure of the server.
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    host: '127.0.0.1',
    port,
    certificate: cert,
    mails,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function isRight(auth: SMTPServerAuthentication, user: string | undefined, password: string | undefined): boolean {
  if (auth.username !== user) return false;
  return auth.method === 'CRAM-MD5' ? auth.validatePassword(password ?? '') : auth.password === password;
}

function failure(responseCode: number): Error {
  return Object.assign(new Error('refused'), { responseCode });
}
