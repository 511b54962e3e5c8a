import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { freePort } from '../support/processes.js';
import { type ServerProcess, startServerProcess } from '../support/server-process.js';
import { makeCertificate } from '../support/vendors/certificate.js';
import type { HttpStandIn } from '../support/vendors/http-stand-in.js';
import {
  type OtlpCollector,
  startOtlpGrpcCollector,
  startOtlpHttpCollector,
} from '../support/vendors/otlp-collector.js';
import type { ReceivedSpan } from '../support/vendors/otlp-message.js';
import { startWebhook } from '../support/vendors/webhook.js';

jest.setTimeout(60_000);

const SOON_MS = 20_000;
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = '00f067aa0ba902b7';
const TRACEPARENT = `00-${TRACE}-${PARENT}-01`;

describe('tracing', () => {
  let webhook: HttpStandIn;
  let collector: OtlpCollector;
  let server: ServerProcess;

  const config = (tracing: string) => `
route: {receiver: team, group_by: [alertname], group_wait: 0s, group_interval: 1s}
receivers: [{name: team, webhook_configs: [{url: '${webhook.url}/hush'}]}]
inhibit_rules: [{source_matchers: [severity=critical], target_matchers: [severity=warning]}]
${tracing}
`;
  const postAlert = (alertname: string, headers: Readonly<Record<string, string>> = {}) =>
    server.post('/api/v2/alerts', [{ labels: { alertname, severity: 'critical' } }], headers);
  const toldOf = (alertname: string) =>
    webhook.accepted.waitFor(({ body }) => body.includes(`"${alertname}"`), SOON_MS, `news of ${alertname}`);
  const spanOf = (name: string, holds: (span: ReceivedSpan) => boolean = () => true) =>
    collector.spans.waitFor((span) => span.name === name && holds(span), SOON_MS, `a span ${name}`);

  beforeEach(async () => {
    webhook = await startWebhook();
  });
  afterEach(async () => {
    await server?.remove();
    await collector.close();
    await webhook.close();
  });

  it('follows an alert from the request that brings it to the request that tells of it', async () => {
    collector = await startOtlpHttpCollector();
    const headers = '{X-Tenant: {values: [ops]}, X-Token: {secrets: [hush]}}';
    server = await startServerProcess(
      config(`tracing: {client_type: http, endpoint: '${collector.endpoint}', insecure: true, sampling_fraction: 1,
  compression: gzip, headers: ${headers}}`),
    );
    await postAlert('Disk', { traceparent: TRACEPARENT });
    const told = await toldOf('Disk');
    await server.program.stop();

    // The way in belongs to the trace of whoever sent the alert.
    const request = await spanOf('POST /api/v2/alerts');
    expect(request).toMatchObject({ traceId: TRACE, parentSpanId: PARENT, kind: 2 });
    expect(request.resource).toMatchObject({ 'service.name': 'alertmanager' });
    const way = [
      'api.postAlertsHandler',
      'provider.mem.Put',
      'dispatch.Dispatcher.routeAlert',
      'dispatch.Dispatcher.groupAlert',
      'dispatch.AggregationGroup.insert',
    ];
    let parent = request;
    for (const name of way) {
      const span = await spanOf(name);
      expect([name, span.traceId, span.parentSpanId]).toEqual([name, TRACE, parent.spanId]);
      parent = span;
    }
    expect((await spanOf('inhibit.Inhibitor.processAlert')).traceId).toBe(TRACE);
    expect(parent.attributes).toMatchObject({
      'alerting.alert.name': 'Disk',
      'alerting.aggregation_group.key': '{}:{alertname="Disk"}',
    });

    // The flush is a trace of its own, and links to where its alerts came from.
    const flush = await spanOf('dispatch.AggregationGroup.flush');
    expect(flush).toMatchObject({ parentSpanId: '', links: [TRACE], status: 0 });
    expect(flush.traceId).not.toBe(TRACE);
    const out = ['notify.RetryStage.Exec', 'notify.Integration.Notify', 'HTTP POST'];
    parent = await spanOf('notify.RoutingStage.Exec');
    expect([parent.traceId, parent.parentSpanId]).toEqual([flush.traceId, flush.spanId]);
    for (const name of out) {
      const span = await spanOf(name);
      expect([name, span.traceId, span.parentSpanId]).toEqual([name, flush.traceId, parent.spanId]);
      parent = span;
    }
    expect(parent).toMatchObject({ kind: 3, attributes: { 'http.response.status_code': 200 } });
    expect(told.headers['traceparent']).toBe(`00-${flush.traceId}-${parent.spanId}-01`);
    for (const name of ['notify.MuteStage.Exec', 'notify.DedupStage.Exec', 'notify.SetNotifiesStage.Exec']) {
      expect((await spanOf(name)).traceId).toBe(flush.traceId);
    }
    for (const name of ['inhibit.Inhibitor.Mutes', 'silence.Silencer.Mutes']) {
      expect((await spanOf(name)).traceId).toBe(flush.traceId);
    }
    expect(collector.headers.all[0]).toMatchObject({
      'x-tenant': 'ops',
      'x-token': 'hush',
      'content-encoding': 'gzip',
    });
  });

  it('keeps what the sender of an alert wants kept, and no more, with sampling_fraction 0', async () => {
    collector = await startOtlpHttpCollector();
    server = await startServerProcess(
      config(`tracing: {client_type: http, endpoint: '${collector.endpoint}', insecure: true}`),
    );
    await postAlert('Kept', { traceparent: TRACEPARENT });
    await postAlert('NotKept');
    await Promise.all([toldOf('Kept'), toldOf('NotKept')]);
    await server.program.stop();
    await spanOf('dispatch.AggregationGroup.insert');
    expect(new Set(collector.spans.all.map(({ traceId }) => traceId))).toEqual(new Set([TRACE]));
    // The trace goes on, marked as not kept.
    const [told] = webhook.accepted.all;
    expect(told?.headers['traceparent']).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
  });

  it('speaks gRPC, with TLS, headers and compression', async () => {
    const certificate = makeCertificate();
    collector = await startOtlpGrpcCollector(certificate);
    server = await startServerProcess(config(''));
    writeFileSync(join(server.folder, 'ca.pem'), certificate.cert);
    const tracing = `tracing: {endpoint: '${collector.endpoint}', sampling_fraction: 1, compression: gzip,
  tls_config: {ca_file: ca.pem}, headers: {X-Tenant: {values: [ops]}}}`;
    expect((await server.reload(config(tracing))).status).toBe(200);
    await postAlert('Disk', { traceparent: TRACEPARENT });
    await toldOf('Disk');
    await server.program.stop();
    expect((await spanOf('POST /api/v2/alerts')).traceId).toBe(TRACE);
    expect(await spanOf('dispatch.AggregationGroup.flush')).toMatchObject({ links: [TRACE] });
    expect(collector.headers.all[0]).toMatchObject({ 'x-tenant': 'ops' });
  });

  it('is turned on and off by a reload; one that it cannot follow is refused', async () => {
    collector = await startOtlpGrpcCollector();
    server = await startServerProcess(config(''));
    await postAlert('Before');
    expect((await toldOf('Before')).headers['traceparent']).toBeUndefined();

    const refused = await server.reload(
      config(`tracing: {endpoint: '${collector.endpoint}', tls_config: {ca_file: missing.pem}}`),
    );
    expect(refused.status).toBe(500);
    expect(await refused.text()).toContain('failed to apply tracing config: ENOENT');
    expect(await server.metric('alertmanager_config_last_reload_successful')).toBe('0');

    const on = config(`tracing: {endpoint: '${collector.endpoint}', insecure: true, sampling_fraction: 1}`);
    expect((await server.reload(on)).status).toBe(200);
    await postAlert('Meanwhile');
    expect((await toldOf('Meanwhile')).headers['traceparent']).toMatch(/-01$/);

    expect((await server.reload(config(''))).status).toBe(200);
    // What was traced before leaves all the same.
    await spanOf('HTTP POST');
    await postAlert('After');
    expect((await toldOf('After')).headers['traceparent']).toBeUndefined();
  });

  it('shows a failing receiver in its spans, without the secret of its address', async () => {
    collector = await startOtlpHttpCollector();
    webhook.behave(() => ({ status: 400, body: 'no' }));
    server = await startServerProcess(
      config(`tracing: {client_type: http, endpoint: '${collector.endpoint}', insecure: true, sampling_fraction: 1}`),
    );
    await postAlert('Disk');
    await webhook.refused.waitFor(() => true, SOON_MS, 'a request');
    await server.program.stop();
    expect(await spanOf('notify.Integration.Notify')).toMatchObject({
      status: 2,
      attributes: { 'alerting.notify.error.recoverable': false },
      events: ['exception'],
    });
    expect(await spanOf('dispatch.AggregationGroup.flush')).toMatchObject({ status: 2 });
    expect(JSON.stringify(collector.spans.all)).not.toContain('hush');
  });

  it('says once that the collector is away, and tells of alerts as fast as ever', async () => {
    collector = await startOtlpHttpCollector();
    const away = await freePort();
    server = await startServerProcess(
      config(
        `tracing: {client_type: http, endpoint: '127.0.0.1:${away}', insecure: true, sampling_fraction: 1, timeout: 1s}`,
      ),
    );
    for (let i = 0; i < 400; i++) await postAlert(`Alert${i}`);
    await toldOf('Alert399');
    await server.program.stop();
    const warnings = server.program.output().match(/Spans cannot be exported/g) ?? [];
    expect(warnings).toHaveLength(1);
    expect(server.program.output()).not.toContain('level=ERROR');
  });
});
