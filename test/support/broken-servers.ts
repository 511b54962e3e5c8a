import { createServer as createHttpServer, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import type { FailureReason } from '../../src/notify/outcome.js';
import { makeExpiredCertificate } from './expired-certificate.js';
import { makeCertificate } from './vendors/certificate.js';

interface BrokenServer {
  readonly url: string;
  /** What clients need, as members of an `http_config` in YAML. */
  readonly httpConfig: string;
  close(): Promise<void>;
}

interface ServerFault {
  readonly fault: string;
  readonly start: () => Promise<BrokenServer>;
  readonly reason: FailureReason;
  readonly words: RegExp;
  /** How long one waits for it, milliseconds; the faults that nobody sees are seen at this deadline. */
  readonly deadlineMs: number;
}

const PATIENT_MS = 5000;
const SHORT_MS = 300;
const CHUNK = 'x'.repeat(64 * 1024);

/** What servers do to those who send to them, on real sockets; each is tried again. */
export const SERVER_FAULTS: readonly ServerFault[] = [
  {
    fault: 'nobody listens',
    start: async () => {
      const server = await listening(createTcpServer());
      await server.close();
      return server;
    },
    reason: 'other',
    words: /connect ECONNREFUSED/,
    deadlineMs: PATIENT_MS,
  },
  {
    fault: 'the connection is reset',
    start: () => listening(createTcpServer((socket) => socket.once('data', () => socket.resetAndDestroy()))),
    reason: 'other',
    words: /ECONNRESET/,
    deadlineMs: PATIENT_MS,
  },
  {
    fault: 'the connection ends without an answer',
    start: () => listening(createTcpServer((socket) => socket.once('data', () => socket.end()))),
    reason: 'other',
    words: /other side closed|EOF/,
    deadlineMs: PATIENT_MS,
  },
  {
    fault: 'what is answered is no HTTP',
    start: () => listening(createTcpServer((socket) => socket.once('data', () => socket.end('220 mx ESMTP\r\n')))),
    reason: 'other',
    words: /./,
    deadlineMs: PATIENT_MS,
  },
  {
    fault: 'no answer comes',
    start: () => http(() => {}),
    reason: 'contextDeadlineExceeded',
    words: /context deadline exceeded/,
    deadlineMs: SHORT_MS,
  },
  {
    fault: 'the answer comes a byte at a time',
    start: () => http((_request, response) => drip(response)),
    reason: 'contextDeadlineExceeded',
    words: /context deadline exceeded/,
    deadlineMs: SHORT_MS,
  },
  {
    fault: 'the answer is cut',
    start: () =>
      http((_request, response) => {
        response.writeHead(500, { 'content-length': 1000 });
        response.write('half a word', () => response.destroy());
      }),
    reason: 'other',
    words: /./,
    deadlineMs: PATIENT_MS,
  },
  {
    fault: 'a stranger answers',
    start: () => listening(createHttpsServer(makeCertificate(), answer)),
    reason: 'other',
    words: /self-signed certificate/,
    deadlineMs: PATIENT_MS,
  },
  {
    fault: 'the certificate has expired',
    start: async () => {
      const pair = makeExpiredCertificate();
      const server = await listening(createHttpsServer({ ...pair }, answer));
      return { ...server, httpConfig: `tls_config: {ca: ${JSON.stringify(pair.cert)}}` };
    },
    reason: 'other',
    words: /certificate has expired/,
    deadlineMs: PATIENT_MS,
  },
  {
    fault: 'TLS is expected, and not spoken',
    start: async () => {
      const server = await http(answer);
      return { ...server, url: server.url.replace('http:', 'https:') };
    },
    reason: 'other',
    words: /SSL|TLS/i,
    deadlineMs: PATIENT_MS,
  },
  {
    fault: 'redirects go round in circles',
    start: () => http((request, response) => response.writeHead(307, { location: request.url ?? '/' }).end()),
    reason: 'other',
    words: /stopped after 10 redirects/,
    deadlineMs: PATIENT_MS,
  },
  {
    fault: 'the answer has no end',
    start: () => http((_request, response) => flood(response.writeHead(500))),
    reason: 'serverError',
    words: /unexpected status code 500/,
    deadlineMs: PATIENT_MS,
  },
];

const answer: RequestListener = (_request, response) => void response.end('ok');

function http(listener: RequestListener): Promise<BrokenServer> {
  return listening(createHttpServer(listener));
}

function drip(response: ServerResponse): void {
  const timer = setInterval(() => response.write('x'), 10);
  response.once('close', () => clearInterval(timer));
}

/** Writes as fast as the other side reads, until it goes away. */
function flood(response: ServerResponse): void {
  response.on('drain', () => response.write(CHUNK));
  response.write(CHUNK);
}

async function listening(server: Server): Promise<BrokenServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const protocol = 'setSecureContext' in server ? 'https' : 'http';
  return {
    url: `${protocol}://127.0.0.1:${port}`,
    httpConfig: '',
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
