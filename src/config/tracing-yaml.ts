import { httpHeader } from '../httpclient/http-config.js';
import { tlsConfig } from '../httpclient/tls-config.js';
import { map } from '../schema/collections.js';
import { boolean, float, type Shape, string } from '../schema/shape.js';
import { field, optional, struct } from '../schema/struct.js';
import { duration } from '../schema/texts.js';
import type { TracingConfig } from '../tracing/tracing-config.js';

/** The block `tracing` (Alertmanager, tracing.TracingConfig). */
export const tracing: Shape<TracingConfig> = struct(
  'tracing.plain',
  {
    clientType: field('client_type', string, 'grpc'),
    endpoint: field('endpoint', string, ''),
    samplingFraction: field('sampling_fraction', float, 0),
    insecure: field('insecure', boolean, false),
    tlsConfig: optional('tls_config', tlsConfig),
    headers: field('headers', map(httpHeader), {}),
    compression: field('compression', string, ''),
    timeout: field('timeout', duration, 0),
  },
  (config, complain) => {
    if (config.clientType !== 'grpc' && config.clientType !== 'http') {
      complain(`expected tracing client type to be to be http or grpc, but got ${config.clientType}`, 'client_type');
    }
    if (config.endpoint === '') complain('tracing endpoint must be set');
    if (config.compression !== '' && config.compression !== 'gzip') {
      complain(`invalid compression type ${config.compression} provided, valid options: gzip`, 'compression');
    }
    if (Object.values(config.headers).some(({ files }) => files.length > 0)) {
      complain('header files are not supported for tracing configuration', 'headers');
    }
  },
);
