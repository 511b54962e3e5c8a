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
  /** Where to listen: 127.0.0.2 is on this machine, too, but not known as local. */
  readonly host?: '127.0.0.1' | '127.0.0.2';
  readonly tls?: 'none' | 'starttls' | 'implicit';
  /** Mechanisms to advertise, in this order; none: no authentication. */
  readonly mechanisms?: readonly string[];
  readonly user?: string;
  readonly password?: string;
  /** Refuses with this SMTP code at a stage; with an address, only this one. */
  readonly refuse?: { readonly stage: 'from' | 'to' | 'data'; readonly code: number; readonly address?: string };
  /** Never answers at this stage, and tells when it is reached. */
  readonly stall?: { readonly stage: 'from' | 'to'; readonly reached: () => void };
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
  const { host = '127.0.0.1', tls = 'none', mechanisms = [], user, password, refuse, stall } = options;
  const mails = new Recorder<ReceivedMail>();
  const { key, cert } = makeCertificate();
  const refusal = (stage: string, address?: string) =>
    refuse?.stage === stage && (refuse.address ?? address) === address ? failure(refuse.code) : null;
  const answer = (stage: string, address: string, done: (error: Error | null) => void) => {
    if (stall?.stage === stage) stall.reached();
    else done(refusal(stage, address));
  };
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
    onMailFrom: ({ address }, _session, done) => answer('from', address, done),
    onRcptTo: ({ address }, _session, done) => answer('to', address, done),
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
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    host,
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
