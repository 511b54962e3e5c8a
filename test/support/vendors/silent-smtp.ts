import { type AddressInfo, createServer, type Socket } from 'node:net';

/** Where a conversation stops; `handshake` is the TLS that follows STARTTLS, `text` the mail after DATA. */
export const SMTP_STEPS = [
  'greeting',
  'EHLO',
  'STARTTLS',
  'handshake',
  'AUTH',
  'MAIL',
  'RCPT',
  'DATA',
  'text',
] as const;
export type SmtpStep = (typeof SMTP_STEPS)[number];

export interface SilentSmtp {
  readonly port: number;
  /** Resolves once the server has fallen silent. */
  readonly silent: Promise<void>;
  close(): Promise<void>;
}

const ANSWERS: Readonly<Record<string, string>> = {
  EHLO: '250-silent\r\n250-STARTTLS\r\n250 AUTH PLAIN\r\n',
  STARTTLS: '220 go on\r\n',
  AUTH: '235 welcome\r\n',
  MAIL: '250 from whom\r\n',
  RCPT: '250 to whom\r\n',
  DATA: '354 write\r\n',
  text: '250 taken\r\n',
};

/** A mail server that keeps its connections, and says nothing more from one step on. */
export async function startSilentSmtp(until: SmtpStep): Promise<SilentSmtp> {
  const sockets = new Set<Socket>();
  let fallSilent = (): void => {};
  const silent = new Promise<void>((resolve) => {
    fallSilent = resolve;
  });
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    let last = '';
    const reach = (step: string, answer: string | undefined) => {
      last = step;
      if (step === until) fallSilent();
      else if (answer !== undefined) socket.write(answer);
    };
    reach('greeting', '220 silent\r\n');
    socket.on('data', (chunk) => {
      const command = chunk.toString('latin1').split(/[ \r]/, 1)[0]?.toUpperCase() ?? '';
      if (last === until) return;
      if (last === 'STARTTLS') reach('handshake', undefined);
      else if (last === 'DATA' || last === 'text')
        reach('text', chunk.includes('\r\n.\r\n') ? ANSWERS['text'] : undefined);
      else reach(command, ANSWERS[command]);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    silent,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
