import { afterEach, describe, expect, it } from '@jest/globals';
import { RecordedLogger } from '../../test/support/recorded-logger.js';
import { makeCertificate } from '../../test/support/vendors/certificate.js';
import { type KafkaBroker, startKafkaBroker } from '../../test/support/vendors/kafka-broker.js';
import { Recorder } from '../../test/support/vendors/recorder.js';
import type { TlsOptions } from '../httpclient/tls-options.js';
import type { KafkaOutputConfig } from './event-recorder-config.js';
import { KafkaOutput } from './kafka-output.js';

const SOON_MS = 15_000;

describe('the Kafka output', () => {
  let broker: KafkaBroker;
  const logger = new RecordedLogger();
  let dropped = 0;
  let failures = new Recorder<string>();

  afterEach(async () => {
    await broker.close();
    logger.lines.length = 0;
    failures = new Recorder();
    dropped = 0;
  });

  function outputOf(config: Partial<KafkaOutputConfig> = {}, tls?: TlsOptions): KafkaOutput {
    return new KafkaOutput(
      {
        brokers: [broker.address],
        topic: 'alerts',
        clientId: '',
        format: 'json',
        acks: '',
        compression: '',
        bufferSize: 0,
        tlsConfig: undefined,
        ...config,
      },
      {
        instance: 'host',
        tls,
        logger,
        dropped: (_, events) => {
          dropped += events;
        },
        produceFailed: (_, type) => failures.add(type),
      },
    );
  }
  const texts = (...values: string[]) => values.map((value) => Buffer.from(value));
  const close = (output: KafkaOutput) => output.close(AbortSignal.timeout(SOON_MS));
  const arrived = () => broker.messages.all.map(({ value }) => value.toString());

  it.each([
    ['by default', {}, { acks: 1, isZipped: false, clientId: 'alertmanager' }],
    ['without acknowledgement', { acks: 'none' }, { acks: 0, isZipped: false }],
    ['acknowledged by all', { acks: 'all', clientId: 'me' }, { acks: -1, clientId: 'me' }],
    ['zipped', { compression: 'gzip' }, { isZipped: true }],
  ])('produces messages in order: %s', async (_, config, wanted) => {
    broker = await startKafkaBroker('alerts');
    const output = outputOf(config);
    output.send(texts('1', '2'));
    output.send(texts('3'));
    await close(output);
    await broker.messages.waitFor(({ value }) => value.toString() === '3', SOON_MS, 'the third message');
    expect(arrived()).toEqual(['1', '2', '3']);
    expect(broker.messages.all[0]).toMatchObject({ topic: 'alerts', key: 'host', ...wanted });
    expect(output.name).toBe(`kafka:${broker.address}/alerts`);
  });

  it('speaks TLS', async () => {
    const certificate = makeCertificate();
    broker = await startKafkaBroker('alerts', { tls: certificate });
    const output = outputOf({}, { rejectUnauthorized: true, ca: certificate.cert });
    output.send(texts('1'));
    await close(output);
    expect(arrived()).toEqual(['1']);
  });

  it('says at once that it cannot compress as it was asked to, and what it does instead', async () => {
    broker = await startKafkaBroker('alerts');
    const output = outputOf({ compression: 'zstd' });
    output.send(texts('1'));
    await close(output);
    expect(logger.lines).toEqual(['warn: Kafka compression is not available here; another one is used']);
    expect(broker.messages.all[0]?.isZipped).toBe(true);
  });

  it('keeps events while the broker is away, as many as may wait, and brings them out when it is back', async () => {
    broker = await startKafkaBroker('alerts');
    const { address } = broker;
    const port = Number(address.split(':')[1]);
    await broker.close();
    const output = outputOf({ brokers: [address], bufferSize: 2 });
    output.send(texts('1', '2', '3'));
    expect(dropped).toBe(1);
    expect(await failures.waitFor(() => true, SOON_MS, 'a failure')).toBe('network');
    broker = await startKafkaBroker('alerts', { port });
    await broker.messages.waitFor(({ value }) => value.toString() === '2', SOON_MS, 'the second message');
    await close(output);
    expect(arrived()).toEqual(['1', '2']);
    expect(logger.lines.filter((line) => line.includes('produce failed'))).toHaveLength(1);
  });

  it('gives up messages that the broker refuses for good', async () => {
    broker = await startKafkaBroker('alerts');
    broker.answer(10);
    const output = outputOf();
    output.send(texts('too large'));
    await close(output);
    expect([dropped, failures.all]).toEqual([1, ['broker']]);
    expect(logger.lines).toContain('error: Kafka event recorder produce failed');
  });

  it('ends when its time is over', async () => {
    broker = await startKafkaBroker('alerts');
    const { address } = broker;
    await broker.close();
    const output = outputOf({ brokers: [address] });
    output.send(texts('1', '2'));
    await output.close(AbortSignal.timeout(100));
    expect(dropped).toBe(2);
  });
});
