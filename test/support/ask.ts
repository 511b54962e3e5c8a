import { type IncomingHttpHeaders, request as requestInClear } from 'node:http';
import { connect } from 'node:http2';
import { request as requestSecurely } from 'node:https';
import { type ConnectionOptions, TLSSocket } from 'node:tls';

export interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** `user:password`. */
  readonly auth?: string;
  readonly body?: string;
  /** How the client sees TLS, and what it shows of itself. */
  readonly tls?: Pick<
    ConnectionOptions,
    'ca' | 'cert' | 'key' | 'minVersion' | 'maxVersion' | 'ciphers' | 'ecdhCurve' | 'session'
  >;
}

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Of the server's certificate; empty in clear. */
  readonly fingerprint: string;
}

/** Asks over HTTP/1.1, on a connection of its own. */
export function ask(
  url: string,
  { method = 'GET', headers = {}, auth, body, tls = {} }: Question = {},
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const options = { method, headers: { ...headers, ...authorization(auth) }, agent: false, ...tls };
    const send = url.startsWith('https:') ? requestSecurely : requestInClear;
    const request = send(url, options, (answer) => {
      const { socket } = answer;
      const fingerprint = socket instanceof TLSSocket ? (socket.getPeerX509Certificate()?.fingerprint256 ?? '') : '';
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (piece: string) => {
        text += piece;
      });
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text, fingerprint }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Asks over HTTP/2, on a connection of its own. */
export async function askHttp2(url: string, { method = 'GET', headers = {}, auth, body, tls = {} }: Question = {}) {
  const { origin, pathname, search } = new URL(url);
  const session = connect(origin, tls);
  try {
    return await new Promise<Omit<Reply, 'fingerprint'>>((resolve, reject) => {
      session.on('error', reject);
      const stream = session.request({
        ':method': method,
        ':path': pathname + search,
        ...headers,
        ...authorization(auth),
      });
      let status = 0;
      let got: IncomingHttpHeaders = {};
      let text = '';
      stream.setEncoding('utf8');
      stream.on('response', (received) => {
        status = received[':status'] ?? 0;
        got = received;
      });
      stream.on('data', (piece: string) => {
        text += piece;
      });
      stream.on('error', reject);
      stream.on('end', () => resolve({ status, headers: got, body: text }));
      stream.end(body);
    });
  } finally {
    session.close();
  }
}

function authorization(auth: string | undefined): Readonly<Record<string, string>> {
  return auth === undefined ? {} : { authorization: `Basic ${Buffer.from(auth).toString('base64')}` };
}
