import { describe, expect, it } from '@jest/globals';
import { FAILURE_REASONS } from '../notify/outcome.js';
import { createMetrics, type MetricsOptions } from './metrics.js';

const build = {
  branch: 'main',
  goarch: 'x64',
  goos: 'linux',
  goversion: 'v20',
  revision: 'abc',
  tags: '',
  version: '1.2.3',
};
const options: MetricsOptions = {
  features: { receiverName: false, alertNames: false, groupKey: false },
  isClusterOn: false,
  build,
};
const withFeature = (feature: Partial<MetricsOptions['features']>): MetricsOptions => ({
  ...options,
  features: { ...options.features, ...feature },
});

describe('createMetrics', () => {
  it('shows counters at zero before anything happens', async () => {
    const page = await createMetrics(options).render('text');
    for (const line of [
      'alertmanager_alerts_received_total{status="firing",version="v2"} 0',
      'alertmanager_alerts_invalid_total{version="v2"} 0',
      'alertmanager_alerts_limited_total 0',
      'alertmanager_notifications_suppressed_total{reason="mute_time_interval"} 0',
      'alertmanager_dispatcher_alert_processing_duration_seconds_count 0',
      'alertmanager_silences{state="pending"} 0',
      'alertmanager_http_concurrency_limit_exceeded_total{method="get"} 0',
      'alertmanager_cluster_enabled 0',
      'alertmanager_build_info{branch="main",goarch="x64",goos="linux",goversion="v20",revision="abc",tags="",version="1.2.3"} 1',
      'tocsin_deliveries_waiting 0',
    ]) {
      expect(page.split('\n')).toContain(line);
    }
  });

  it('shows every failure reason of every integration from the start', async () => {
    const metrics = createMetrics(options);
    metrics.initNotifications([{ type: 'webhook', receiver: 'ops' }]);
    const page = await metrics.render('text');
    for (const reason of FAILURE_REASONS) {
      expect(page).toContain(`alertmanager_notifications_failed_total{integration="webhook",reason="${reason}"} 0`);
    }
    expect(page).toContain('alertmanager_notification_latency_seconds_bucket{le="20",integration="webhook"} 0');
  });

  it('leaves what was counted alone when an integration is listed again', async () => {
    const metrics = createMetrics(options);
    const ntfy = { type: 'ntfy', receiver: 'ops' };
    metrics.initNotifications([ntfy]);
    metrics.notificationLatencySeconds.observe(metrics.integrationLabels(ntfy), 2);
    metrics.initNotifications([ntfy]);
    expect(await metrics.render('text')).toContain(
      'alertmanager_notification_latency_seconds_count{integration="ntfy"} 1',
    );
  });

  it('drops the series of receivers that are gone when receiver names are shown', async () => {
    const metrics = createMetrics(withFeature({ receiverName: true }));
    metrics.initNotifications([{ type: 'webhook', receiver: 'old' }]);
    metrics.notificationsTotal.inc(metrics.integrationLabels({ type: 'webhook', receiver: 'old' }));
    metrics.initNotifications([{ type: 'webhook', receiver: 'new' }]);
    const page = await metrics.render('text');
    expect(page).toContain('alertmanager_notifications_total{integration="webhook",receiver_name="new"} 0');
    expect(page).not.toContain('receiver_name="old"');
  });

  it('names the alert in limited alerts when asked to', async () => {
    const metrics = createMetrics(withFeature({ alertNames: true }));
    metrics.alertsLimitedTotal.inc(metrics.alertsLimitedLabels('Disk'));
    expect(await metrics.render('text')).toContain('alertmanager_alerts_limited_total{alertname="Disk"} 1');
  });

  it('exports cluster metrics only with clustering on', async () => {
    expect(await createMetrics(options).render('text')).not.toContain('alertmanager_cluster_members');
    const page = await createMetrics({ ...options, isClusterOn: true }).render('text');
    expect(page).toContain('alertmanager_cluster_members 0');
    expect(page).toContain('alertmanager_cluster_messages_sent_total{msg_type="full_state"} 0');
  });

  it('asks for computed gauges at each scrape', async () => {
    const metrics = createMetrics(options);
    let silences = 0;
    metrics.onScrape(() => metrics.silences.set({ state: 'active' }, ++silences));
    await metrics.render('text');
    expect(await metrics.render('text')).toContain('alertmanager_silences{state="active"} 2');
  });

  it('sums durations without quantiles', async () => {
    const { nflogGcDurationSeconds, render } = createMetrics(options);
    nflogGcDurationSeconds.observe(0.25);
    nflogGcDurationSeconds.observe(0.5);
    const page = await render('text');
    expect(page).toContain(
      '# TYPE alertmanager_nflog_gc_duration_seconds summary\n' +
        'alertmanager_nflog_gc_duration_seconds_sum 0.75\nalertmanager_nflog_gc_duration_seconds_count 2\n',
    );
  });

  it('speaks OpenMetrics without disturbing the text format', async () => {
    const metrics = createMetrics(options);
    const open = await metrics.render('openmetrics');
    expect(open).toContain(
      '# TYPE alertmanager_alerts_invalid counter\nalertmanager_alerts_invalid_total{version="v2"} 0\n',
    );
    expect(open.endsWith('\n# EOF\n')).toBe(true);
    expect(open).not.toContain('\n\n');
    expect(await metrics.render('text')).toContain('# TYPE alertmanager_alerts_invalid_total counter\n');
  });
});
