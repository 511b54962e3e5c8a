import { describe, expect, it } from '@jest/globals';
import { ConfigError } from './config-error.js';
import { parseConfig } from './load-config.js';

const WHERE = { file: 'test.yml', folder: '/etc/am' };

function parse(block: string) {
  return parseConfig(`route: {receiver: a}\nreceivers: [{name: a}]\n${block}\n`, { mode: 'fallback' }, WHERE);
}

function complaint(block: string): string {
  try {
    parse(block);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return '';
}

const recorder = (outputs: string) => `event_recorder: {${outputs}}`;

describe('event_recorder', () => {
  it.each([
    ['file_outputs: [{}]', 'event_recorder file output requires a path'],
    ['webhook_outputs: [{}]', 'event_recorder webhook output requires a url'],
    ['webhook_outputs: [{url: <secret>}]', 'event_recorder webhook output requires an absolute http(s) url'],
    ['webhook_outputs: [{url: "http://a", batch_max_events: 5}]', 'batch settings require batch: true'],
    ['webhook_outputs: [{url: "http://a", batch: true, batch_max_bytes: -1}]', 'batch settings cannot be negative'],
    ['kafka_outputs: [{topic: a}]', 'event_recorder kafka: at least one broker is required'],
    ['kafka_outputs: [{topic: a, brokers: [""]}]', 'event_recorder kafka: broker entries must be non-empty'],
    ['kafka_outputs: [{brokers: [a]}]', 'event_recorder kafka output requires a topic'],
    [
      'kafka_outputs: [{topic: a, brokers: [a], acks: some}]',
      'kafka: unknown acks "some", must be "none", "leader", or "all"',
    ],
    ['kafka_outputs: [{topic: a, brokers: [a], compression: bz2}]', 'kafka: unknown compression "bz2"'],
    [
      'kafka_outputs: [{topic: a, brokers: [a], format: xml}]',
      'kafka: unknown format "xml", must be "json" or "protobuf"',
    ],
  ])('refuses %s', (outputs, message) => {
    expect(complaint(recorder(outputs))).toContain(message);
  });

  it('joins paths of files to the folder of the configuration', () => {
    const { config } = parse(recorder('file_outputs: [{path: events.jsonl}, {path: /var/log/events.jsonl}]'));
    const paths = config.eventRecorder?.fileOutputs.map(({ path }) => path);
    expect(paths).toEqual(['/etc/am/events.jsonl', '/var/log/events.jsonl']);
  });

  it('prints what was written, without secrets and without defaults', () => {
    const { original } = parse(
      recorder(
        'webhook_outputs: [{url: "http://a/token"}], kafka_outputs: [{topic: t, brokers: [b]}], stdout_outputs: [{}]',
      ),
    );
    expect(original.slice(original.indexOf('event_recorder'))).toBe(
      `event_recorder:
  webhook_outputs:
  - url: <secret>
  kafka_outputs:
  - brokers:
    - b
    topic: t
    format: json
  stdout_outputs:
  - {}
`,
    );
  });
});

describe('tracing', () => {
  it.each([
    ['{}', 'tracing endpoint must be set'],
    ['{endpoint: a, client_type: udp}', 'expected tracing client type to be to be http or grpc, but got udp'],
    ['{endpoint: a, compression: zstd}', 'invalid compression type zstd provided, valid options: gzip'],
    ['{endpoint: a, headers: {X: {files: [f]}}}', 'header files are not supported for tracing configuration'],
  ])('refuses %s', (tracing, message) => {
    expect(complaint(`tracing: ${tracing}`)).toContain(message);
  });

  it('is off where it is not written', () => {
    expect(parse('').config.tracing).toBeUndefined();
    expect(parse('').config.eventRecorder).toBeUndefined();
  });
});
