import { randomBytes } from 'node:crypto';
import MimeNode from 'nodemailer/lib/mime-node';
import type { Notification } from '../../notify/notifier.js';
import { groupKeyHash } from '../group-key-hash.js';
import type { ReceiverDeps } from '../receiver-deps.js';
import type { EmailConfig } from './config.js';
import { mailAddresses } from './mail-addresses.js';

/** A mail, and between whom it goes. */
export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: Buffer;
}

/** These say how the parts are put together: configured ones would make the mail unreadable. */
const OWN_HEADERS = ['Content-Type', 'Content-Transfer-Encoding', 'Mime-Version'];

const DEFAULT_SUBJECT = '{{ template "email.default.subject" . }}';

/** @throws {Error} when a template fails or an address does not parse */
export async function composeMail(
  config: EmailConfig,
  { data, groupKey, nowMs }: Notification,
  deps: ReceiverDeps,
): Promise<Mail> {
  const render = (what: string, source: string) => explained(what, () => deps.templates.text(source, data));
  const from = render("execute 'from' template", config.from);
  const to = render("execute 'to' template", config.to);
  const sender = mailAddresses('from', from);
  if (sender.length !== 1) throw new Error(`must be exactly one 'from' address (got: ${sender.length})`);

  const mail = new MimeNode('multipart/alternative', { textEncoding: 'Q' });
  const given = { Subject: DEFAULT_SUBJECT, To: to, From: from, ...config.headers };
  for (const [name, source] of Object.entries(given)) {
    if (OWN_HEADERS.includes(name)) continue;
    const isRendered = (name === 'To' || name === 'From') && !(name in config.headers);
    mail.setHeader(name, isRendered ? source : render(`execute ${JSON.stringify(name)} header template`, source));
  }
  if (!('Message-Id' in config.headers)) {
    mail.setHeader('Message-Id', `<${nowMs}000000.${randomBytes(8).readBigUInt64BE()}@${deps.hostname}>`);
  }
  for (const [name, value] of Object.entries(threadHeaders(config, groupKey, nowMs))) mail.setHeader(name, value);
  mail.setHeader('Date', rfc1123(nowMs));

  if (config.text !== '') addPart(mail, 'text/plain', render('execute text template', config.text));
  if (config.html !== '') {
    addPart(
      mail,
      'text/html',
      explained('execute html template', () => deps.templates.html(config.html, data)),
    );
  }
  return { from: sender[0] ?? '', to: mailAddresses('to', to), raw: await mail.build() };
}

/** Mails of a group refer to a message that never was, so that mail programs show them as one thread. */
function threadHeaders({ threading }: EmailConfig, groupKey: string, nowMs: number): Readonly<Record<string, string>> {
  if (!threading?.enabled) return {};
  const date = threading.threadByDate === 'daily' ? localDate(nowMs) : '';
  const root = `<alert-${groupKeyHash(groupKey).slice(0, 16)}-${date}@alertmanager>`;
  return { References: root, 'In-Reply-To': root };
}

function addPart(mail: MimeNode, type: string, content: string): void {
  mail
    .createChild(`${type}; charset=UTF-8`)
    .setHeader('Content-Transfer-Encoding', 'quoted-printable')
    .setContent(content);
}

function explained<T>(what: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw new Error(`${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function localDate(ms: number): string {
  const date = new Date(ms);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** `Mon, 02 Jan 2026 15:04:05 +0100` */
function rfc1123(ms: number): string {
  const minutes = -new Date(ms).getTimezoneOffset();
  const shown = new Date(ms + minutes * 60_000).toUTCString().replace('GMT', '').trim();
  const two = (value: number) => String(value).padStart(2, '0');
  const zone = `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}${two(Math.abs(minutes) % 60)}`;
  return `${shown} ${zone}`;
}
