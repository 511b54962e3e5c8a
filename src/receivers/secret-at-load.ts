import { type ReadFile, secretValue } from '../httpclient/file-secret.js';
import { noteSecret } from '../httpclient/transcript.js';
import type { Secret } from '../schema/secret.js';

/**
 * A secret that is read when the configuration is loaded, and changes with the next load only, as Alertmanager has it
 * for some vendors. A file that could not be read is tried again when the secret is asked for.
 */
export class SecretAtLoad {
  #value: Promise<string> | undefined;

  constructor(
    private readonly secret: Secret,
    private readonly file: string,
    private readonly read: ReadFile,
  ) {
    this.value().catch(() => {});
  }

  /** @throws {Error} that names the file that cannot be read */
  async value(): Promise<string> {
    this.#value ??= secretValue(this.secret, this.file, this.read);
    try {
      return noteSecret(await this.#value);
    } catch (error) {
      this.#value = undefined;
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`could not read ${this.file}: ${reason}`, { cause: error });
    }
  }
}
