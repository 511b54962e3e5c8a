import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { TlsOptions } from '../../httpclient/tls-options.js';
import { advertisedMechanisms, type Credentials, chooseAuth } from './auth-choice.js';
import type { Mail } from './mail-message.js';

export interface MailServer {
  readonly host: string;
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
 * @throws {Error} with the server's words
 */
export async function sendMail(
  mail: Mail,
  server: MailServer,
  credentials: Credentials | undefined,
  signal: AbortSignal,
): Promise<void> {
  const needsStartTls = server.isTlsRequired && !server.isImplicitTls;
  const connection = new SMTPConnection({
    host: server.host,
    port: server.port,
    name: server.hello,
    secure: server.isImplicitTls,
    requireTLS: needsStartTls,
    ignoreTLS: !needsStartTls,
    tls: { servername: server.host, ...server.tls },
    allowInternalNetworkInterfaces: true,
    ...(credentials === undefined || credentials.identity === '' ? {} : { customAuth: plainWithIdentity(credentials) }),
  });
  const abort = () => connection.close();
  signal.addEventListener('abort', abort, { once: true });
  // One failure ends the conversation, wherever it stands.
  const failed = new Promise<never>((_resolve, reject) => {
    connection.once('error', (error: Error) => reject(explain(error, server)));
    connection.once('end', () => reject(new Error(signal.aborted ? 'context deadline exceeded' : 'connection closed')));
  });
  failed.catch(() => {});
  try {
    await Promise.race([failed, converse(connection, mail, server, credentials)]);
    connection.quit();
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
    const { method, pass } = chooseAuth(mechanisms, credentials);
    const isPrivate = connection.secure || ['localhost', '127.0.0.1', '::1'].includes(server.host);
    // Go's smtp.PlainAuth refuses, too: the password would be there for all to read.
    if (method === 'PLAIN' && !isPrivate) throw new Error('unencrypted connection');
    await called((done) => connection.login({ user: credentials.username, pass, method }, done));
  }
  await called((done) => connection.send({ from: mail.from, to: [...mail.to] }, mail.raw, done));
}

/** nodemailer leaves the authorization identity out. */
function plainWithIdentity({ identity, username, password }: Credentials) {
  const proof = Buffer.from(`${identity}\0${username}\0${password}`).toString('base64');
  return {
    PLAIN: async ({ sendCommand }: { sendCommand: (command: string) => Promise<{ status: number; text: string }> }) => {
      const { status, text } = await sendCommand(`AUTH PLAIN ${proof}`);
      if (status < 200 || status >= 300) throw new Error(text);
    },
  };
}

function called(run: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    run((error) => (error ? reject(error) : resolve()));
  });
}

function explain(error: Error, { host, port }: MailServer): Error {
  const isStartTls = 'command' in error && error.command === 'STARTTLS';
  if (!isStartTls || !('response' in error)) return error;
  return new Error(`'require_tls' is true (default) but "${host}:${port}" does not advertise the STARTTLS extension`, {
    cause: error,
  });
}
