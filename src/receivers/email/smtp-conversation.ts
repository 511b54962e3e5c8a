import { isIP } from 'node:net';
import { Readable } from 'node:stream';
import SMTPConnection, {
  type SMTPConnectionCustomAuthHandlers,
  type SMTPConnectionEnvelope,
  type SMTPEnvelope,
} from 'nodemailer/lib/smtp-connection';
import type { TlsOptions } from '../../httpclient/tls-options.js';
import { advertisedMechanisms, type Credentials, chooseAuth } from './auth-choice.js';
import type { Mail } from './mail-message.js';

/** A server that does not answer our QUIT is left after so long. */
const QUIT_MS_MAX = 5000;

const TLS_NOT_NOW = 454;

const ENDED = 'context deadline exceeded';

export interface MailServer {
  /** As it is configured: the name in its certificate. */
  readonly host: string;
  /** Where to connect to: the same, or an address of it. */
  readonly address: string;
  readonly port: number;
  /** Our name for EHLO. */
  readonly hello: string;
  /** TLS from the first byte. */
  readonly isImplicitTls: boolean;
  /** STARTTLS is needed; otherwise it is not even tried (Alertmanager). */
  readonly isTlsRequired: boolean;
  readonly tls: TlsOptions;
}

/**
 * Hands a mail to a server: EHLO, STARTTLS, AUTH, MAIL, RCPT, DATA, QUIT.
 *
 * @param credentials undefined: no authentication
 * @returns what the server said to the mail
 * @throws {Error} with the server's words; nobody got the mail then, unless it is only the last answer that was lost
 */
export async function sendMail(
  mail: Mail,
  server: MailServer,
  credentials: Credentials | undefined,
  signal: AbortSignal,
): Promise<string> {
  if (signal.aborted) throw new Error(ENDED);
  const needsStartTls = server.isTlsRequired && !server.isImplicitTls;
  const connection = new SMTPConnection({
    host: server.address,
    port: server.port,
    name: server.hello,
    secure: server.isImplicitTls,
    requireTLS: needsStartTls,
    ignoreTLS: !needsStartTls,
    tls: { servername: isIP(server.host) === 0 ? server.host : '', ...server.tls },
    allowInternalNetworkInterfaces: true,
    ...(credentials === undefined || credentials.identity === ''
      ? {}
      : { customAuth: plainWithIdentity(credentials.identity) }),
  });
  const abort = () => connection.close();
  signal.addEventListener('abort', abort, { once: true });
  // One failure ends the conversation, wherever it stands.
  const failed = new Promise<never>((_resolve, reject) => {
    connection.on('error', (error: Error) => reject(explain(error, server)));
    connection.once('end', () => reject(new Error(signal.aborted ? ENDED : farewell(connection))));
  });
  failed.catch(() => {});
  try {
    await Promise.race([failed, converse(connection, mail, server, credentials)]);
    const words = String(connection.lastServerResponse || '');
    quit(connection);
    return words;
  } catch (error) {
    connection.close();
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

async function converse(
  connection: SMTPConnection,
  mail: Mail,
  server: MailServer,
  credentials: Credentials | undefined,
): Promise<void> {
  await called((done) => connection.connect(done));
  const mechanisms = advertisedMechanisms(String(connection.lastServerResponse || ''));
  if (credentials !== undefined && mechanisms.length > 0) {
    const { method, pass } = await chooseAuth(mechanisms, credentials);
    const isPrivate = connection.secure || ['localhost', '127.0.0.1', '::1'].includes(server.host);
    // Go's smtp.PlainAuth refuses, too: the password would be there for all to read.
    if (method === 'PLAIN' && !isPrivate) throw new Error('unencrypted connection');
    await called((done) => connection.login({ user: credentials.username, pass, method }, done));
  }
  await called((done) => {
    const envelope: Envelope = { from: mail.from, to: [...mail.to] };
    connection.send(envelope, Readable.from(unlessRefused(envelope, mail)), done);
  });
}

/** nodemailer notes in the envelope whom the server refused. */
type Envelope = SMTPEnvelope & Partial<Pick<SMTPConnectionEnvelope, 'rejectedErrors'>>;

/**
 * The mail, once it is known that everybody may get it. nodemailer would send it to the others and call that a success;
 * Alertmanager sends it to nobody, and tries again. An error here ends the connection before the mail is complete.
 */
async function* unlessRefused(envelope: Envelope, { raw }: Mail): AsyncGenerator<Buffer> {
  const [refusal] = envelope.rejectedErrors ?? [];
  if (refusal !== undefined) throw new Error(`send RCPT command: ${refusal.recipient}: ${refusal.message}`);
  yield raw;
}

/** What a server that hangs up said last, where that is why (421 and the like). */
function farewell({ lastServerResponse }: SMTPConnection): string {
  const words = String(lastServerResponse || '');
  return /^[45]\d\d/.test(words) ? `connection closed: ${words}` : 'connection closed';
}

function quit(connection: SMTPConnection): void {
  const timer = setTimeout(() => connection.close(), QUIT_MS_MAX);
  timer.unref();
  connection.once('end', () => clearTimeout(timer));
  connection.quit();
}

/** nodemailer leaves the authorization identity out. */
function plainWithIdentity(identity: string): SMTPConnectionCustomAuthHandlers {
  return {
    PLAIN: async ({ auth, sendCommand }) => {
      const { user, pass } = auth.credentials;
      const proof = Buffer.from(`${identity}\0${user}\0${pass}`).toString('base64');
      const { status } = await sendCommand(`AUTH PLAIN ${proof}`);
      if (status < 200 || status >= 300) throw new Error('Invalid login');
    },
  };
}

function called(run: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    run((error) => (error ? reject(error) : resolve()));
  });
}

function explain(error: Error, { host, port }: MailServer): Error {
  if (!('command' in error) || error.command !== 'STARTTLS' || !('response' in error)) return error;
  // It knows the command, and cannot now (RFC 3207).
  if ('responseCode' in error && error.responseCode === TLS_NOT_NOW) {
    return new Error(`send STARTTLS command: ${error.response}`, { cause: error });
  }
  return new Error(`'require_tls' is true (default) but "${host}:${port}" does not advertise the STARTTLS extension`, {
    cause: error,
  });
}
