import type { Logger } from '../log/logger.js';
import type { HttpListeners } from '../web/http-listeners.js';
import { type ListenAddress, printAddress } from './listen-address.js';

/** Where the first listener is, as far as it has an address. */
export interface Bound {
  readonly address: string;
  readonly port: number;
}

/** What a server listens on: addresses, or descriptors of sockets that are open already. */
export type ListenTargets =
  | { readonly kind: 'addresses'; readonly addresses: readonly ListenAddress[] }
  | { readonly kind: 'sockets'; readonly descriptors: readonly number[] };

/**
 * Listens on all of them, and logs each as the programs of Prometheus do.
 *
 * @throws {Error} when one cannot be listened on; those before it do
 */
export async function listen(
  listeners: HttpListeners,
  targets: ListenTargets,
  logger: Logger,
  tls: { readonly http2: boolean } | undefined,
): Promise<Bound | undefined> {
  if (targets.kind === 'sockets') {
    logger.info('Listening on systemd activated listeners instead of port listeners.');
  }
  const bound = await opened(listeners, targets);
  for (const at of bound) {
    const address = at === null ? 'unknown' : typeof at === 'string' ? at : printAddress(at);
    logger.info('Listening on', { address });
    if (tls === undefined) logger.info('TLS is disabled.', { http2: false, address });
    else logger.info('TLS is enabled.', { http2: tls.http2, address });
  }
  return bound.find((at) => at !== null && typeof at === 'object') ?? undefined;
}

type Opened = Awaited<ReturnType<HttpListeners['listen']>>;

async function opened(listeners: HttpListeners, targets: ListenTargets): Promise<readonly Opened[]> {
  const bound: Opened[] = [];
  if (targets.kind === 'sockets') {
    for (const fd of targets.descriptors) bound.push(await onDescriptor(listeners, fd));
  } else {
    for (const address of targets.addresses) bound.push(await onEitherFamily(listeners, address));
  }
  return bound;
}

async function onDescriptor(listeners: HttpListeners, fd: number): Promise<Opened> {
  try {
    return await listeners.listen({ fd });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`--web.systemd-socket: descriptor ${fd} is no socket that can be listened on: ${reason}`, {
      cause: error,
    });
  }
}

/** Without a host: on all addresses of both families, or of the older one where the machine has no other. */
async function onEitherFamily(listeners: HttpListeners, { host, port }: ListenAddress): Promise<Opened> {
  try {
    return await listeners.listen({ host: host ?? '::', port });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (host !== undefined || (code !== 'EAFNOSUPPORT' && code !== 'EADDRNOTAVAIL')) throw error;
    return await listeners.listen({ host: '0.0.0.0', port });
  }
}
