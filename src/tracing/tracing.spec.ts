import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ROOT_CONTEXT } from '@opentelemetry/api';
import { RecordedLogger } from '../../test/support/recorded-logger.js';
import { makeCertificate } from '../../test/support/vendors/certificate.js';
import { type OtlpCollector, startOtlpHttpCollector } from '../../test/support/vendors/otlp-collector.js';
import { fileReader } from '../httpclient/file-secret.js';
import type { TlsConfig } from '../httpclient/tls-config.js';
import { Secret } from '../schema/secret.js';
import { Tracing } from './tracing.js';
import type { TracingConfig } from './tracing-config.js';

const tls = (config: Partial<TlsConfig>): TlsConfig => ({
  ca: '',
  cert: '',
  key: new Secret(''),
  caFile: '',
  certFile: '',
  keyFile: '',
  caRef: '',
  certRef: '',
  keyRef: '',
  serverName: '',
  insecureSkipVerify: false,
  minVersion: '',
  maxVersion: '',
  ...config,
});

describe('tracing', () => {
  let folder: string;
  let collector: OtlpCollector;
  let tracing: Tracing;
  let logger: RecordedLogger;

  const configOf = (config: Partial<TracingConfig> = {}): TracingConfig => ({
    clientType: 'http',
    endpoint: collector.endpoint,
    samplingFraction: 1,
    insecure: true,
    tlsConfig: undefined,
    headers: {},
    compression: '',
    timeout: 0,
    ...config,
  });
  const trace = (name: string) => tracing.spans.start(name, {}, ROOT_CONTEXT).span.end();
  const names = () => collector.spans.all.map(({ name }) => name);
  const turnedOn = () => logger.lines.filter((line) => line === 'info: Tracing is on').length;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tocsin-tracing-'));
    collector = await startOtlpHttpCollector();
    logger = new RecordedLogger();
    tracing = new Tracing({ read: fileReader(folder), version: '1.2.3', logger, dropped: () => {} });
  });
  afterEach(async () => {
    await tracing.stop();
    await collector.close();
    rmSync(folder, { recursive: true });
  });

  it('is off until a configuration turns it on, and sends what is left when it is turned off', async () => {
    trace('before');
    expect(tracing.spans.isOn).toBe(false);
    await tracing.apply(configOf());
    trace('meanwhile');
    await tracing.apply(undefined);
    expect(tracing.spans.isOn).toBe(false);
    trace('after');
    await tracing.stop();
    expect(names()).toEqual(['meanwhile']);
    expect(collector.spans.all[0]?.resource).toMatchObject({
      'service.name': 'alertmanager',
      'service.version': '1.2.3',
    });
  });

  it('is not applied again when the configuration says the same', async () => {
    await tracing.apply(configOf({ headers: { a: { values: [], secrets: [new Secret('x')], files: [] } } }));
    await tracing.apply(configOf({ headers: { a: { values: [], secrets: [new Secret('x')], files: [] } } }));
    expect(turnedOn()).toBe(1);
    await tracing.apply(configOf({ headers: { a: { values: [], secrets: [new Secret('y')], files: [] } } }));
    expect(turnedOn()).toBe(2);
    trace('a');
    await tracing.stop();
    expect(collector.headers.all[0]).toMatchObject({ a: 'y' });
  });

  it('is applied again when it names files with certificates, which may be others now', async () => {
    writeFileSync(join(folder, 'ca.pem'), makeCertificate().cert);
    const config = configOf({ insecure: false, tlsConfig: tls({ caFile: 'ca.pem' }) });
    await tracing.apply(config);
    await tracing.apply(config);
    expect(turnedOn()).toBe(2);
  });

  it.each<[string, Partial<TracingConfig>, string]>([
    ['a file that is not there', { insecure: false, tlsConfig: tls({ caFile: 'no.pem' }) }, 'ENOENT'],
    ['a certificate that is none', { insecure: false, tlsConfig: tls({ cert: 'x', key: new Secret('y') }) }, ''],
    ['an endpoint that is none', { endpoint: 'not an endpoint' }, 'is not host:port'],
  ])('refuses %s, and goes on as before', async (_, wrong, message) => {
    await tracing.apply(configOf());
    for (const clientType of ['http', 'grpc']) {
      await expect(tracing.apply(configOf({ ...wrong, clientType }))).rejects.toThrow(
        `failed to apply tracing config: ${message}`.replace(/: is/, ': tracing endpoint "not an endpoint" is'),
      );
    }
    trace('still');
    await tracing.stop();
    expect(names()).toEqual(['still']);
  });

  it('keeps a fraction of the traces that begin here', async () => {
    await tracing.apply(configOf({ samplingFraction: 0.5 }));
    for (let i = 0; i < 1000; i++) trace('a');
    await tracing.stop();
    expect(names().length).toBeGreaterThan(380);
    expect(names().length).toBeLessThan(620);
  });
});
