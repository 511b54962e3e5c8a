import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A receiver that notes when each notification came. */
export interface WebhookCounter {
  readonly url: string;
  /** When each came, by `performance.now()`. */
  readonly arrivals: readonly number[];
  /** How many connections were made to it. */
  readonly connections: number;
  /** Resolves once so many have come. @throws after a minute */
  reached(count: number): Promise<void>;
  clear(): void;
  close(): Promise<void>;
}

const PATIENCE_MS = 60_000;

/** @param delayMs how long it takes to answer */
export async function startWebhookCounter(delayMs = 0, status = 200): Promise<WebhookCounter> {
  let arrivals: number[] = [];
  let connections = 0;
  let tell: () => void = () => {};
  const server = createServer((request, response) => {
    arrivals.push(performance.now());
    request.resume();
    const answer = () => response.writeHead(status).end();
    if (delayMs > 0) setTimeout(answer, delayMs);
    else request.on('end', answer);
    tell();
  });
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    get arrivals() {
      return arrivals;
    },
    get connections() {
      return connections;
    },
    reached: (count) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`${arrivals.length} of ${count} notifications came`)),
          PATIENCE_MS,
        );
        tell = () => {
          if (arrivals.length < count) return;
          clearTimeout(timer);
          tell = () => {};
          resolve();
        };
        tell();
      }),
    clear() {
      arrivals = [];
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
