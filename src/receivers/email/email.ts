import { secretValue } from '../../httpclient/file-secret.js';
import { isRefused } from '../../httpclient/outbound-guard.js';
import { tlsOptions } from '../../httpclient/tls-options.js';
import { noteExchange, type RawExchange } from '../../httpclient/transcript.js';
import { type Notification, Notifier } from '../../notify/notifier.js';
import { delivered, giveUp, type Outcome, retry } from '../../notify/outcome.js';
import { making } from '../attempt.js';
import type { ReceiverDeps } from '../receiver-deps.js';
import type { Credentials } from './auth-choice.js';
import type { EmailConfig } from './config.js';
import { composeMail } from './mail-message.js';
import { type MailServer, sendMail } from './smtp-conversation.js';

const IMPLICIT_TLS_PORT = 465;

const SMTP_OK = 250;

/** Sends mail over SMTP. */
export class EmailNotifier extends Notifier {
  constructor(
    private readonly config: EmailConfig,
    private readonly deps: ReceiverDeps,
  ) {
    super();
  }

  override async notify(notification: Notification, signal: AbortSignal): Promise<Outcome> {
    const mail = await making(() => composeMail(this.config, notification, this.deps));
    if ('failed' in mail) return mail.failed;
    const { from, to, raw } = mail.made;
    const { smarthost } = this.config;
    const startedMs = notification.nowMs;
    const began = performance.now();
    const note = (result: Partial<RawExchange>) =>
      noteExchange({
        method: 'SMTP',
        url: `smtp://${smarthost}`,
        headers: { 'MAIL FROM': from, 'RCPT TO': to },
        body: raw.toString('utf8'),
        startedMs,
        endedMs: startedMs + performance.now() - began,
        ...result,
      });
    try {
      const words = await sendMail(mail.made, await this.#server(), this.#credentials(), signal);
      note({ response: { status: Number.parseInt(words, 10) || SMTP_OK, headers: {}, body: words } });
      return delivered();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      note({ error: message });
      if (isRefused(error)) return giveUp('other', message);
      return retry(signal.aborted ? 'contextDeadlineExceeded' : 'other', message);
    }
  }

  async #server(): Promise<MailServer> {
    const { smarthost, hello, requireTls, forceImplicitTls, tlsConfig } = this.config;
    const colon = smarthost.lastIndexOf(':');
    const port = Number(smarthost.slice(colon + 1));
    const host = smarthost.slice(0, colon).replace(/^\[|\]$/g, '');
    return {
      host,
      address: (await this.deps.guard?.resolve(host)) ?? host,
      port,
      hello: hello === '' ? 'localhost' : hello,
      isImplicitTls: forceImplicitTls ?? port === IMPLICIT_TLS_PORT,
      isTlsRequired: requireTls ?? true,
      tls: await tlsOptions(tlsConfig, this.deps.read),
    };
  }

  #credentials(): Credentials | undefined {
    const { authUsername, authPassword, authPasswordFile, authSecret, authSecretFile, authIdentity } = this.config;
    if (authUsername === '') return undefined;
    return {
      username: authUsername,
      password: () => secretValue(authPassword, authPasswordFile, this.deps.read),
      secret: () => secretValue(authSecret, authSecretFile, this.deps.read),
      identity: authIdentity,
    };
  }
}
