import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { type ServerProcess, startServerProcess } from '../support/server-process.js';
import { decodeEvent } from '../support/vendors/event-proto.js';
import { type HttpStandIn, jsonOf } from '../support/vendors/http-stand-in.js';
import { type KafkaBroker, startKafkaBroker } from '../support/vendors/kafka-broker.js';
import { startWebhook } from '../support/vendors/webhook.js';

jest.setTimeout(60_000);

const SOON_MS = 20_000;
const FEATURE = '--enable-feature=event-recorder';

interface Event {
  readonly '@timestamp': string;
  readonly instance: string;
  readonly data: Readonly<Record<string, never>>;
}

describe('the event recorder', () => {
  let vendor: HttpStandIn;
  let sink: HttpStandIn;
  let broker: KafkaBroker;
  let server: ServerProcess;

  const config = (outputs: string) => `
route:
  receiver: team
  group_by: [alertname]
  group_wait: 0s
  group_interval: 1h
  routes: [{matchers: [severity=critical], group_interval: 1s}]
receivers: [{name: team, webhook_configs: [{url: '${vendor.url}'}]}]
inhibit_rules: [{name: down, source_matchers: [severity=critical], target_matchers: [severity=warning], equal: [dc]}]
event_recorder:
${outputs}
`;
  const alert = (alertname: string, severity: string, endsInMs = 3_600_000) => ({
    labels: { alertname, severity },
    endsAt: new Date(Date.now() + endsInMs).toISOString(),
  });
  const silence = (alertname: string, comment: string, id = '') => ({
    id,
    matchers: [{ name: 'alertname', value: alertname, isRegex: false, isEqual: true }],
    startsAt: new Date(Date.now() - 1000).toISOString(),
    endsAt: new Date(Date.now() + 3_600_000).toISOString(),
    createdBy: 'ann',
    comment,
  });
  const linesOf = (file: string): Event[] =>
    (existsSync(file) ? readFileSync(file, 'utf8') : '')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  const typesOf = (events: readonly { readonly data: object }[]) => events.map(({ data }) => Object.keys(data).join());
  const told = (text: string) => vendor.accepted.waitFor(({ body }) => body.includes(text), SOON_MS, `news of ${text}`);

  beforeEach(async () => {
    vendor = await startWebhook();
    sink = await startWebhook();
    broker = await startKafkaBroker('alerts');
  });
  afterEach(async () => {
    await server?.remove();
    await Promise.all([vendor.close(), sink.close(), broker.close()]);
  });

  it('tells every output of everything, in order, from the start to the end', async () => {
    server = await startServerProcess(
      config(`  file_outputs: [{path: events.jsonl}]
  webhook_outputs: [{url: '${sink.url}/hook?token=hush', batch: true}]
  kafka_outputs: [{brokers: ['${broker.address}'], topic: alerts, format: protobuf, compression: gzip}]
  stdout_outputs: [{}]`),
      FEATURE,
    );
    const { silenceID } = (await (await server.post('/api/v2/silences', silence('Quiet', 'first'))).json()) as {
      silenceID: string;
    };
    const { startsAt } = (await (await fetch(`${server.url}/api/v2/silence/${silenceID}`)).json()) as {
      startsAt: string;
    };
    await server.post('/api/v2/silences', { ...silence('Quiet', 'second', silenceID), startsAt });
    await server.post('/api/v2/alerts', [alert('Down', 'critical')]);
    await told('"status":"firing"');
    await server.post('/api/v2/alerts', [alert('Slow', 'warning'), alert('Quiet', 'info')]);
    // Sent again: neither new nor newly grouped.
    await server.post('/api/v2/alerts', [alert('Down', 'critical')]);
    // Whoever looks is not an event.
    for (let i = 0; i < 5; i++) {
      await fetch(`${server.url}/api/v2/alerts`);
      await fetch(`${server.url}/api/v2/alerts/groups`);
    }
    await server.post('/api/v2/alerts', [alert('Down', 'critical', -1)]);
    await told('"status":"resolved"');
    // It is settled a moment after the message is out.
    await eventually(() => expect(typesOf(linesOf(join(server.folder, 'events.jsonl')))).toContain('alertResolved'));
    const page = await (await fetch(`${server.url}/metrics`)).text();
    await server.program.stop();

    const events = linesOf(join(server.folder, 'events.jsonl'));
    expect(typesOf(events).sort()).toEqual(
      [
        'alertmanagerStartupEvent',
        'silenceCreated',
        'silenceUpdated',
        ...['alertCreated', 'alertCreated', 'alertCreated'],
        ...['alertGrouped', 'alertGrouped', 'alertGrouped'],
        ...['notification', 'notification'],
        'inhibitionMutedAlert',
        'silenceMutedAlert',
        'alertResolved',
        'alertmanagerShutdownEvent',
      ].sort(),
    );
    expect(typesOf(events).slice(0, 6)).toEqual([
      'alertmanagerStartupEvent',
      'silenceCreated',
      'silenceUpdated',
      'alertCreated',
      'alertGrouped',
      'notification',
    ]);
    expect(typesOf(events).at(-1)).toBe('alertmanagerShutdownEvent');

    // Every other output was told the same.
    const posted = sink.accepted.all.flatMap((request) => jsonOf(request) as Event[]);
    expect(posted.map((event) => JSON.stringify(event)).sort()).toEqual(
      events.map((event) => JSON.stringify(event)).sort(),
    );
    const printed = server.program.output().match(/^\{"@timestamp".*$/gm) ?? [];
    expect(printed.map((line) => JSON.parse(line))).toEqual(events);
    const produced = broker.messages.all.map(({ value }) => decodeEvent(value) as unknown as Event);
    expect(typesOf(produced)).toEqual(typesOf(events));
    expect(broker.messages.all[0]).toMatchObject({ clientId: 'alertmanager', acks: 1, isZipped: true });
    expect(broker.messages.all[0]?.key).toBe(events[0]?.instance);

    for (const type of ['alertmanager_startup_event', 'alert_created', 'notification', 'silence_muted_alert']) {
      for (const output of ['stdout', `webhook:${sink.url}/hook`, `kafka:${broker.address}/alerts`]) {
        expect(page).toContain(
          `alertmanager_events_recorded_total{event_type="${type}",output="${output}",result="success"}`,
        );
      }
    }
    expect(page).toMatch(/^alertmanager_event_recorder_queue_length \d/m);
    expect(page + server.program.output()).not.toContain('hush');
  });

  it('goes on with another file when the file was moved away, and with other outputs after a reload', async () => {
    server = await startServerProcess(config('  file_outputs: [{path: events.jsonl}]'), FEATURE);
    const file = join(server.folder, 'events.jsonl');
    const arrives = async (path: string, text: string) => {
      const endMs = Date.now() + SOON_MS;
      while (!existsSync(path) || !readFileSync(path, 'utf8').includes(text)) {
        if (Date.now() > endMs) throw new Error(`${text} does not arrive in ${path}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    await server.post('/api/v2/alerts', [alert('First', 'info')]);
    await arrives(file, '"First"');
    renameSync(file, `${file}.1`);
    await server.post('/api/v2/alerts', [alert('Second', 'info')]);
    await arrives(file, '"Second"');
    expect(readFileSync(`${file}.1`, 'utf8')).not.toContain('"Second"');

    expect((await server.reload(config(`  webhook_outputs: [{url: '${sink.url}'}]`))).status).toBe(200);
    await server.post('/api/v2/alerts', [alert('Third', 'info')]);
    await sink.accepted.waitFor(({ body }) => body.includes('"Third"'), SOON_MS, 'the event of Third');

    // Outputs that cannot be made leave those that work.
    await server.reload(config('  file_outputs: [{path: /nowhere/at/all.jsonl}]'));
    await server.post('/api/v2/alerts', [alert('Fourth', 'info')]);
    await sink.accepted.waitFor(({ body }) => body.includes('"Fourth"'), SOON_MS, 'the event of Fourth');
    expect(server.program.output()).toContain('Failed to reload event recorder outputs; keeping existing outputs');
  });

  it('does nothing without its feature, and says so', async () => {
    server = await startServerProcess(config('  file_outputs: [{path: events.jsonl}]'));
    await server.post('/api/v2/alerts', [alert('First', 'info')]);
    await told('First');
    expect(existsSync(join(server.folder, 'events.jsonl'))).toBe(false);
    expect(await server.metric('alertmanager_event_recorder_queue_length')).toBeUndefined();
    expect(server.program.output()).toContain('event_recorder has no effect without --enable-feature=event-recorder');
  });

  it('holds up nobody while its outputs are away', async () => {
    sink.behave(() => 'drop');
    await broker.close();
    server = await startServerProcess(
      config(`  webhook_outputs: [{url: '${sink.url}', retry_backoff: 10ms}]
  kafka_outputs: [{brokers: ['${broker.address}'], topic: alerts, buffer_size: 10}]`),
      FEATURE,
    );
    for (let i = 0; i < 50; i++) await server.post('/api/v2/alerts', [alert(`Alert${i}`, 'info')]);
    await told('"Alert49"');
    const drops = `alertmanager_event_output_drops_total{output="kafka:${broker.address}/alerts"}`;
    expect(Number(await server.metric(drops))).toBeGreaterThan(50);
    const complaints = server.program.output().match(/component=eventrecorder/g) ?? [];
    expect(complaints.length).toBeLessThan(10);
  });
});
