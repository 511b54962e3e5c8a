import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, ParentBasedSampler, TraceIdRatioBasedSampler } from '@opentelemetry/sdk-trace-base';
import type { ReadFile } from '../httpclient/file-secret.js';
import type { Logger } from '../log/logger.js';
import { createExporter } from './create-exporter.js';
import { SpanOutlet } from './span-outlet.js';
import type { TracingConfig } from './tracing-config.js';

export interface ProviderParts {
  /** Reads a file that the configuration names. */
  readonly read: ReadFile;
  readonly version: string;
  readonly logger: Logger;
  /** A span was dropped, because as many as may wait were waiting. */
  readonly dropped: () => void;
}

/** Characters of one attribute: a group key may be as long as labels are. */
const ATTRIBUTE_MAX = 4096;

/** What makes spans and sends them as a configuration says. @throws {Error} when it cannot be followed */
export async function createProvider(
  config: TracingConfig,
  { read, version, logger, dropped }: ProviderParts,
): Promise<BasicTracerProvider> {
  const exporter = await createExporter(config, read);
  return new BasicTracerProvider({
    resource: defaultResource().merge(
      resourceFromAttributes({
        'service.name': 'alertmanager',
        'service.version': version,
        'process.runtime.name': 'nodejs',
        'process.runtime.version': process.versions.node,
      }),
    ),
    // Whoever sent a request has decided for its trace.
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(config.samplingFraction) }),
    // Spans wait in memory.
    spanLimits: { attributeValueLengthLimit: ATTRIBUTE_MAX },
    spanProcessors: [new SpanOutlet({ exporter, logger, dropped })],
  });
}
