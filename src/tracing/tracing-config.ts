import type { HttpConfig } from '../httpclient/http-config.js';
import type { TlsConfig } from '../httpclient/tls-config.js';

/** The block `tracing` of `alertmanager.yml`: where spans go, and how many. */
export interface TracingConfig {
  readonly clientType: string;
  /** `host:port` of the collector. */
  readonly endpoint: string;
  /** From 0 to 1: how many of the traces that begin here are kept. */
  readonly samplingFraction: number;
  /** Without TLS. */
  readonly insecure: boolean;
  readonly tlsConfig: TlsConfig | undefined;
  readonly headers: HttpConfig['httpHeaders'];
  readonly compression: string;
  /** Of one export; 0: the exporter's own. */
  readonly timeout: number;
}
