import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, ParentBasedSampler, TraceIdRatioBasedSampler } from '@opentelemetry/sdk-trace-base';
import type { ReadFile } from '../httpclient/file-secret.js';
import type { Logger } from '../log/logger.js';
import { isSame } from '../schema/is-same.js';
import { createExporter } from './create-exporter.js';
import { SpanOutlet } from './span-outlet.js';
import { Spans } from './spans.js';
import type { TracingConfig } from './tracing-config.js';

export interface TracingParts {
  /** Reads a file that the configuration names. */
  readonly read: ReadFile;
  readonly version: string;
  readonly logger: Logger;
  readonly dropped: () => void;
}

/** How long the last spans may take to leave (Alertmanager). */
const SHUTDOWN_MS = 5_000;

/** Turns tracing on, over and off as configurations are applied. */
export class Tracing {
  readonly spans = new Spans();
  #config: TracingConfig | undefined;
  #provider: BasicTracerProvider | undefined;
  #leaving: Promise<void> = Promise.resolve();

  constructor(private readonly parts: TracingParts) {}

  /**
   * Traces as a configuration says. One that says the same is applied again only where it names files with
   * certificates, which may have changed.
   *
   * @throws {Error} when it cannot be; what was before goes on
   */
  async apply(config: TracingConfig | undefined): Promise<void> {
    if (isSame(config, this.#config) && !namesFiles(config)) return;
    const provider = config && (await this.#create(config));
    const former = this.#provider;
    this.#config = config;
    this.#provider = provider;
    this.spans.use(provider?.getTracer('tocsin'));
    this.parts.logger.info(provider === undefined ? 'Tracing is off' : 'Tracing is on');
    if (former !== undefined) this.#leaving = Promise.all([this.#leaving, this.#shutDown(former)]).then(() => {});
  }

  /** Sends what is left, within a bound. */
  async stop(): Promise<void> {
    const former = this.#provider;
    this.#provider = undefined;
    this.spans.use(undefined);
    await Promise.all([this.#leaving, former && this.#shutDown(former)]);
  }

  async #create(config: TracingConfig): Promise<BasicTracerProvider> {
    const { read, logger, dropped, version } = this.parts;
    const exporter = await createExporter(config, read).catch((error: Error) => {
      throw new Error(`failed to apply tracing config: ${error.message}`, { cause: error });
    });
    return new BasicTracerProvider({
      resource: defaultResource().merge(
        resourceFromAttributes({
          'service.name': 'alertmanager',
          'service.version': version,
          'process.runtime.name': 'nodejs',
          'process.runtime.version': process.versions.node,
        }),
      ),
      sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(config.samplingFraction) }),
      spanProcessors: [new SpanOutlet({ exporter, logger, dropped })],
    });
  }

  async #shutDown(provider: BasicTracerProvider): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`not done after ${SHUTDOWN_MS} ms`)), SHUTDOWN_MS);
    });
    try {
      await Promise.race([provider.shutdown(), over]);
    } catch (error) {
      const err = error instanceof Error ? error.message : String(error);
      this.parts.logger.warn('The last spans could not be exported', { err });
    } finally {
      clearTimeout(timer);
    }
  }
}

function namesFiles(config: TracingConfig | undefined): boolean {
  const tls = config?.tlsConfig;
  return tls !== undefined && [tls.caFile, tls.certFile, tls.keyFile].some((file) => file !== '');
}
