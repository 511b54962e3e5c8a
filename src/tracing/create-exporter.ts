import { checkServerIdentity, createSecureContext } from 'node:tls';
import { type ChannelCredentials, credentials, Metadata } from '@grpc/grpc-js';
import { OTLPTraceExporter as GrpcExporter } from '@opentelemetry/exporter-trace-otlp-grpc';
import { OTLPTraceExporter as HttpExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { CompressionAlgorithm } from '@opentelemetry/otlp-exporter-base';
import type { SpanExporter } from '@opentelemetry/sdk-trace-base';
import type { ReadFile } from '../httpclient/file-secret.js';
import { type TlsOptions, tlsOptions } from '../httpclient/tls-options.js';
import type { TracingConfig } from './tracing-config.js';

/**
 * Sends spans to a collector over OTLP.
 *
 * @throws {Error} when the endpoint is none, or a certificate or key cannot be read or used
 */
export async function createExporter(config: TracingConfig, read: ReadFile): Promise<SpanExporter> {
  const tls = config.insecure ? undefined : await tlsOptions(config.tlsConfig, read);
  // Says now what is wrong with a certificate, and not at the first export.
  if (tls !== undefined) createSecureContext(tls);
  const shared = {
    url: urlOf(config),
    ...(config.compression === 'gzip' ? { compression: CompressionAlgorithm.GZIP } : {}),
    ...(config.timeout > 0 ? { timeoutMillis: config.timeout } : {}),
  };
  if (config.clientType === 'grpc') {
    return new GrpcExporter({ ...shared, credentials: credentialsOf(tls), metadata: metadataOf(headersOf(config)) });
  }
  return new HttpExporter({
    ...shared,
    headers: headersOf(config),
    httpAgentOptions: { keepAlive: true, ...tls },
  });
}

/** The scheme follows `insecure` alone, as in Alertmanager; one that is written all the same is left out. */
function urlOf({ endpoint, insecure, clientType }: TracingConfig): string {
  const url = `${insecure ? 'http' : 'https'}://${endpoint.replace(/^https?:\/\//, '')}`;
  if (!URL.canParse(url)) throw new Error(`tracing endpoint ${JSON.stringify(endpoint)} is not host:port`);
  return clientType === 'http' ? new URL('/v1/traces', url).toString() : new URL(url).origin;
}

/** Of each header its first value (Alertmanager). */
function headersOf({ headers }: TracingConfig): Record<string, string> {
  const first: Record<string, string> = {};
  for (const [name, { values, secrets }] of Object.entries(headers)) {
    const value = values[0] ?? secrets[0]?.reveal();
    if (value !== undefined) first[name] = value;
  }
  return first;
}

function metadataOf(headers: Readonly<Record<string, string>>): Metadata {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(headers)) metadata.set(name, value);
  return metadata;
}

function credentialsOf(tls: TlsOptions | undefined): ChannelCredentials {
  if (tls === undefined) return credentials.createInsecure();
  const { rejectUnauthorized, servername } = tls;
  return credentials.createFromSecureContext(createSecureContext(tls), {
    rejectUnauthorized,
    ...(servername === undefined
      ? {}
      : { checkServerIdentity: (_host, certificate) => checkServerIdentity(servername, certificate) }),
  });
}
