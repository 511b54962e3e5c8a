import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EngineHarness } from '../../test/support/engine-harness.js';
import { TestEventSource } from '../../test/support/event-source.js';
import { serve, type TestServer } from '../../test/support/http-fixture.js';
import { documented } from '../../test/support/own-document.js';
import type { Engine } from '../api/engine.js';

const CONFIG = `
route: {receiver: all, group_by: [alertname], group_wait: 30s, group_interval: 5m}
receivers: [{name: all, webhook_configs: [{url: 'http://x'}]}]
inhibit_rules: [{source_matchers: [alertname="Down"], target_matchers: [alertname="Slow"]}]
`;

let harness: EngineHarness;
let server: TestServer<Engine>;
const clients: TestEventSource[] = [];
beforeEach(async () => {
  harness = await EngineHarness.start(CONFIG);
  server = await serve(harness.engine, { getConcurrencyMax: 1, timeoutMs: 50 });
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await server.close();
  await harness.close();
});

async function connect(query = '', headers = {}): Promise<TestEventSource> {
  const client = await TestEventSource.connect(`http://127.0.0.1:${server.port}/api/tocsin/v1/events${query}`, headers);
  clients.push(client);
  return client;
}

describe('GET /api/tocsin/v1/events', () => {
  it('begins at once, and is not held back on its way', async () => {
    const client = await connect();
    expect(client.answer.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    expect(client.answer.headers['content-encoding']).toBeUndefined();
    await client.until(() => client.lastId !== '');
    expect(client.events).toEqual([]);
  });

  it('tells of an alert, its group and its deliveries', async () => {
    const client = await connect();
    await harness.post({ labels: { alertname: 'Disk' }, endsAt: '2m' });
    await harness.at('1s');
    await client.until(() => client.events.length >= 2);
    const [alert, group] = client.events;
    expect(alert).toMatchObject({ event: 'alert', data: { change: 'fired', labels: { alertname: 'Disk' } } });
    expect(group).toMatchObject({
      event: 'group',
      data: {
        change: 'changed',
        receiver: 'all',
        counts: { firing: 1, suppressed: 0, resolved: 0 },
        delivery: { state: 'none' },
      },
    });
    await harness.at('31s');
    await client.until(() => client.story('group').length === 2);
    expect(client.story('delivery')).toEqual(['delivery delivered']);
    expect(client.events.at(-1)?.data).toMatchObject({ delivery: { state: 'sent' } });

    await harness.at('2m1s');
    await client.until(() => client.story('group').length === 3);
    expect(client.story('alert')).toEqual(['alert fired', 'alert resolved']);
    expect(client.events.at(-1)?.data).toMatchObject({ counts: { firing: 0, resolved: 1 } });
    await harness.at('6m');
    harness.tocsin.collectAlerts();
    await harness.at('6m2s');
    await client.until(() => client.story().includes('alert removed'));
    expect(client.story('group').at(-1)).toBe('group removed');
  });

  it('says nothing of an alert that is sent again with a later end', async () => {
    await harness.post({ labels: { alertname: 'Disk' }, startsAt: '0', endsAt: '5m' });
    const client = await connect();
    for (const end of ['6m', '7m', '8m']) {
      await harness.post({ labels: { alertname: 'Disk' }, startsAt: '0', endsAt: end });
    }
    await harness.at('1s');
    await harness.post({ labels: { alertname: 'Disk' }, annotations: { summary: 's' }, startsAt: '0', endsAt: '8m' });
    await harness.at('2s');
    await client.until(() => client.events.length > 0);
    expect(client.story('alert')).toEqual(['alert changed']);
  });

  it('tells of silences, and of groups that they or other alerts mute', async () => {
    await harness.post({ labels: { alertname: 'Slow' } }, { labels: { alertname: 'Disk' } });
    const client = await connect();
    const id = await harness.silence('alertname="Disk"', '10s', '5s');
    await harness.at('4s');
    await client.until(() => client.events.length >= 1);
    expect(client.story()).toEqual(['silence created']);
    expect(client.events[0]?.data).toMatchObject({ id, state: 'pending', matchers: ['{alertname="Disk"}'] });

    await harness.at('7s');
    await client.until(() => client.events.length >= 3);
    expect(client.story().slice(1)).toEqual(['silence updated', 'group changed']);
    expect(client.events[2]?.data).toMatchObject({ labels: { alertname: 'Disk' }, counts: { suppressed: 1 } });

    await harness.at('17s');
    await client.until(() => client.events.length >= 5);
    expect(client.story().slice(3)).toEqual(['silence expired', 'group changed']);
    await harness.post({ labels: { alertname: 'Down' } });
    await harness.at('19s');
    await client.until(() => client.story('group').length === 4);
    expect(client.events.map(({ data }) => data)).toContainEqual(
      expect.objectContaining({ labels: { alertname: 'Slow' }, counts: { firing: 0, suppressed: 1, resolved: 0 } }),
    );
  });

  it('tells of reloads', async () => {
    const client = await connect();
    harness.engine.reloaded({ atMs: harness.startMs, error: undefined });
    await harness.at('1s');
    harness.engine.reloaded({ atMs: harness.startMs, error: 'line 3' });
    await harness.at('2s');
    await client.until(() => client.events.length === 2);
    expect(client.events.map(({ event, data }) => [event, data])).toEqual([
      ['config', { change: 'reloaded', at: '2026-06-01T12:00:00.000Z' }],
      ['config', { change: 'failed', at: '2026-06-01T12:00:00.000Z', error: 'line 3' }],
    ]);
  });

  it.each<[how: string, resume: (id: string) => Promise<TestEventSource>]>([
    ['Last-Event-ID', (id) => connect('', { 'last-event-id': id })],
    ['?since=', (id) => connect(`?since=${id}`)],
  ])('goes on after a break: %s', async (_how, resume) => {
    const first = await connect();
    await harness.post({ labels: { alertname: 'a' } });
    await harness.at('1s');
    await first.until(() => first.story('alert').length === 1);
    first.close();
    await harness.post({ labels: { alertname: 'b' } });
    await harness.at('2s');
    const second = await resume(first.lastId);
    await second.until(() => second.story('alert').length === 1);
    expect(second.events[0]?.data).toMatchObject({ labels: { alertname: 'b' } });
  });

  it.each(['other-1', 'x', '-'])('has who comes back with %j read everything anew', async (id) => {
    const client = await connect('', { 'last-event-id': id });
    await client.until(() => client.events.length === 1);
    expect(client.events).toEqual([{ event: 'reset', data: {} }]);
    expect(client.lastId).toMatch(/^[0-9a-f]{16}-0$/);
  });

  it('neither takes the place of a request, nor is cut by its time limit', async () => {
    const client = await connect();
    expect((await server.get('/api/tocsin/v1/status')).statusCode).toBe(200);
    harness.engine.status = () => new Promise(() => {});
    expect((await server.get('/api/tocsin/v1/status')).body).toContain('Exceeded configured timeout of 50ms');
    await harness.post({ labels: { alertname: 'a' } });
    await harness.at('1s');
    await client.until(() => client.events.length > 0);
    expect(await server.metrics()).not.toContain('handler="/api/tocsin/v1/events"');
  });

  it('takes a hundred clients, and counts those that it refuses', async () => {
    await Promise.all(Array.from({ length: 100 }, () => connect()));
    const refused = await server.get('/api/tocsin/v1/events');
    expect(documented('GET', '/events', refused)).toMatchObject({ status: 503, title: 'too many listeners' });
    expect(await server.metrics()).toContain('tocsin_bound_reached_total{bound="event_streams"} 1');
    const [left] = clients;
    left?.close();
    for (;;) {
      const client = await connect();
      if (client.answer.statusCode === 200) break;
    }
  });

  it('ends at once when the server stops', async () => {
    const client = await connect();
    const startedMs = performance.now();
    await server.close(60_000);
    await client.untilEnd();
    expect(performance.now() - startedMs).toBeLessThan(10_000);
  });

  it('refuses what it does not know', async () => {
    const answer = await server.get('/api/tocsin/v1/events?kinds=alert');
    expect(documented('GET', '/events', answer)).toMatchObject({ status: 400 });
  });
});
