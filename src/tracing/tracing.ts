import type { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import { isSame } from '../schema/is-same.js';
import type { ProviderParts } from './create-provider.js';
import { Spans } from './spans.js';
import type { TracingConfig } from './tracing-config.js';

/** How long the last spans may take to leave (Alertmanager). */
const SHUTDOWN_MS = 5_000;

/** Turns tracing on, over and off as configurations are applied. */
export class Tracing {
  readonly spans = new Spans();
  #config: TracingConfig | undefined;
  #provider: BasicTracerProvider | undefined;
  #leaving: Promise<void> = Promise.resolve();

  constructor(private readonly parts: ProviderParts) {}

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
    // Loaded where it is needed alone: the start should be quick.
    const { createProvider } = await import('./create-provider.js');
    return createProvider(config, this.parts).catch((error: Error) => {
      throw new Error(`failed to apply tracing config: ${error.message}`, { cause: error });
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
