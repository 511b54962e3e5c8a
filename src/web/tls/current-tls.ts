import type { Logger } from '../../log/logger.js';
import type { WebConfigFile } from '../protection/web-config-file.js';
import { isTlsEnabled, type TlsTerms, type TlsTermsReader } from './tls-terms.js';

/**
 * The terms of the next handshake, read anew for each. While they cannot be read, the last good ones hold: a
 * certificate that is half exchanged keeps nobody out, and a broken file shows itself in the answers.
 */
export class CurrentTls {
  #told: string | undefined;

  /** @param last those that the server starts with */
  constructor(
    private last: TlsTerms,
    private readonly parts: {
      readonly file: Pick<WebConfigFile, 'current'>;
      readonly reader: Pick<TlsTermsReader, 'read'>;
      readonly logger: Logger;
    },
  ) {}

  async terms(): Promise<TlsTerms> {
    const config = await this.parts.file.current();
    if (config === undefined) return this.last;
    if (config.tls === undefined || !isTlsEnabled(config.tls)) {
      this.#tell('tls_server_config is gone; TLS stays on until the next start');
      return this.last;
    }
    try {
      this.last = await this.parts.reader.read(config.tls);
      this.#told = undefined;
    } catch (error) {
      this.#tell(error instanceof Error ? error.message : String(error));
    }
    return this.last;
  }

  #tell(err: string): void {
    if (err !== this.#told) this.parts.logger.error('TLS goes on as it was configured before', { err });
    this.#told = err;
  }
}
