import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Recorder } from './recorder.js';

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface StandInAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a stand-in does with a request: an answer, or `drop` to end the connection without one. */
export type StandInBehaviour = (request: ReceivedRequest) => StandInAnswer | 'drop' | Promise<StandInAnswer | 'drop'>;

/** A vendor's HTTP server on a free port of this machine. */
export interface HttpStandIn {
  readonly url: string;
  /** Requests that the vendor would have accepted. */
  readonly accepted: Recorder<ReceivedRequest>;
  /** Requests that the vendor would have refused, with its reason. */
  readonly refused: Recorder<{ readonly request: ReceivedRequest; readonly answer: StandInAnswer }>;
  /** Answers in the vendor's place from now on; undefined gives it back its own behaviour. */
  behave(behaviour: StandInBehaviour | undefined): void;
  close(): Promise<void>;
}

/** @param vendor what the vendor answers when all is well with it */
export async function startHttpStandIn(vendor: (request: ReceivedRequest) => StandInAnswer): Promise<HttpStandIn> {
  const accepted = new Recorder<ReceivedRequest>();
  const refused = new Recorder<{ request: ReceivedRequest; answer: StandInAnswer }>();
  let behaviour: StandInBehaviour | undefined;

  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const { method = '', url = '', headers } = incoming;
    const request = { method, path: url, headers, body: Buffer.concat(chunks).toString() };
    const answer = await (behaviour ?? vendor)(request);
    if (answer === 'drop') {
      incoming.socket.destroy();
      return;
    }
    const isOk = answer.status >= 200 && answer.status < 300;
    if (isOk) accepted.add(request);
    else refused.add({ request, answer });
    response.writeHead(answer.status, { ...answer.headers }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    accepted,
    refused,
    behave(next) {
      behaviour = next;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** The body as JSON, or undefined where it is none. */
export function jsonOf({ body }: ReceivedRequest): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

export function isJson({ headers }: ReceivedRequest): boolean {
  return headers['content-type']?.startsWith('application/json') ?? false;
}
