import type { Exposition, Metrics } from '../metrics/metrics.js';

/** The page that Prometheus scrapes. */
export class MetricsPage {
  constructor(
    private readonly metrics: Pick<
      Metrics,
      'render' | 'promhttpMetricHandlerRequestsTotal' | 'promhttpMetricHandlerRequestsInFlight'
    >,
  ) {}

  /** @param accept the request's Accept header */
  async render(accept: string | undefined): Promise<{ readonly contentType: string; readonly body: string }> {
    const { promhttpMetricHandlerRequestsTotal: total, promhttpMetricHandlerRequestsInFlight: inFlight } = this.metrics;
    const exposition = preferred(accept ?? '');
    inFlight.inc();
    try {
      const body = await this.metrics.render(exposition);
      total.inc({ code: '200' });
      return { contentType: CONTENT_TYPES[exposition], body };
    } catch (error) {
      total.inc({ code: '500' });
      throw error;
    } finally {
      inFlight.dec();
    }
  }
}

const CONTENT_TYPES: Readonly<Record<Exposition, string>> = {
  text: 'text/plain; version=0.0.4; charset=utf-8',
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
};

/** OpenMetrics where the client names it, and does not like the text format better. */
function preferred(accept: string): Exposition {
  const qualities = new Map(
    accept.split(',').map((range) => {
      const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
      const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      return [type, Number(quality ?? 1)] as const;
    }),
  );
  const open = qualities.get('application/openmetrics-text') ?? 0;
  return open > 0 && open >= (qualities.get('text/plain') ?? 0) ? 'openmetrics' : 'text';
}
