import type { Registry } from 'prom-client';
import { MetricMaker } from './metric-maker.js';

export type HttpMetrics = ReturnType<typeof httpMetrics>;

export function httpMetrics(make: MetricMaker, registry: Registry) {
  const promhttp = new MetricMaker(registry, 'promhttp_');
  const metrics = {
    httpRequestDurationSeconds: make.histogram('http_request_duration_seconds', 'Time to answer a request.', [
      'handler',
      'method',
      'code',
    ]),
    /** Not observed for API v2 (Alertmanager). */
    httpResponseSizeBytes: make.histogram(
      'http_response_size_bytes',
      'Size of the answers.',
      ['handler', 'method'],
      [100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8],
    ),
    httpRequestsInFlight: make.gauge('http_requests_in_flight', 'GET requests being answered.', ['method']),
    httpConcurrencyLimitExceededTotal: make.counter(
      'http_concurrency_limit_exceeded_total',
      'GET requests refused because too many were being answered.',
      ['method'],
    ),
    promhttpMetricHandlerRequestsTotal: promhttp.counter('metric_handler_requests_total', 'Scrapes by status code.', [
      'code',
    ]),
    promhttpMetricHandlerRequestsInFlight: promhttp.gauge(
      'metric_handler_requests_in_flight',
      'Scrapes being answered.',
    ),
  };

  metrics.httpRequestsInFlight.set({ method: 'get' }, 0);
  metrics.httpConcurrencyLimitExceededTotal.inc({ method: 'get' }, 0);
  for (const code of ['200', '500', '503']) metrics.promhttpMetricHandlerRequestsTotal.inc({ code }, 0);
  return metrics;
}
