import { createHash } from 'node:crypto';
import { Agent, buildConnector, type Dispatcher, ProxyAgent, Socks5ProxyAgent } from 'undici';
import type { ReadFile } from './file-secret.js';
import type { HttpConfig } from './http-config.js';
import type { OutboundGuard } from './outbound-guard.js';
import { proxyFor } from './proxy-choice.js';
import { type TlsOptions, tlsOptions } from './tls-options.js';
import { TunnelPool } from './tunnel-pool.js';

/** How many connections one integration opens to one host. */
const CONNECTIONS_MAX = 64;

const IDLE_MS = 300_000;
const TLS_HANDSHAKE_MS = 10_000;

/** How long a proxy may take to open a tunnel. */
const TUNNEL_MS = 30_000;

interface Open {
  readonly dispatcher: Dispatcher;
  /** Of the certificates and keys that it was opened with. */
  readonly digest: string;
}

/** The pools of one integration: one for each way to a host. They are opened anew when a certificate changes. */
export class Connections {
  readonly #open = new Map<string, Open>();

  constructor(
    private readonly config: HttpConfig,
    private readonly read: ReadFile,
    private readonly environment: Readonly<Record<string, string | undefined>>,
    private readonly guard?: OutboundGuard,
  ) {
    if (config.tlsConfig !== undefined && /^socks5h?:/i.test(config.proxyUrl?.reveal() ?? '')) {
      throw new Error('tls_config cannot be used through a SOCKS5 proxy; leave one of the two out');
    }
  }

  async to(target: URL): Promise<Dispatcher> {
    const tls = await tlsOptions(this.config.tlsConfig, this.read);
    const digest = createHash('sha256').update(JSON.stringify(tls)).digest('hex');
    const proxy = proxyFor(target, this.config, this.environment);
    this.guard?.check(proxy === undefined ? target.hostname : new URL(proxy).hostname);
    const key = proxy === undefined ? '' : `${target.protocol}${proxy}`;
    const known = this.#open.get(key);
    if (known?.digest === digest) return known.dispatcher;
    // Requests under way end on the old connections.
    void known?.dispatcher.close();
    const dispatcher = this.#create(target, tls, proxy);
    this.#open.set(key, { dispatcher, digest });
    return dispatcher;
  }

  async close(): Promise<void> {
    const open = [...this.#open.values()];
    this.#open.clear();
    await Promise.all(open.map(({ dispatcher }) => dispatcher.close()));
  }

  #create(target: URL, tls: TlsOptions, proxy: string | undefined): Dispatcher {
    const options = {
      connections: CONNECTIONS_MAX,
      pipelining: 1,
      keepAliveTimeout: IDLE_MS,
      keepAliveMaxTimeout: IDLE_MS,
      allowH2: this.config.enableHttp2,
      // The notification's own deadline ends a request, not a timeout of the client.
      headersTimeout: 0,
      bodyTimeout: 0,
    };
    const lookup = this.guard === undefined ? {} : { lookup: this.guard.lookup };
    if (proxy === undefined)
      return new Agent({ ...options, connect: { ...tls, ...lookup, timeout: TLS_HANDSHAKE_MS } });
    if (/^socks5h?:/i.test(proxy)) return new Socks5ProxyAgent(proxy, { ...options, connect: buildConnector(lookup) });
    return new ProxyAgent({
      ...options,
      uri: proxy,
      clientFactory: (origin, dialling) => new TunnelPool(origin, { ...dialling, headersTimeout: TUNNEL_MS }),
      proxyTls: lookup,
      requestTls: tls,
      headers: connectHeaders(this.config),
      // Plain requests are handed to the proxy, only TLS is tunnelled: what Go does.
      proxyTunnel: target.protocol === 'https:',
    });
  }
}

function connectHeaders({ proxyConnectHeader }: HttpConfig): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(proxyConnectHeader).map(([name, values]) => [name, values.map((value) => value.reveal())]),
  );
}
