import { X509Certificate } from 'node:crypto';
import { dirname, isAbsolute, join } from 'node:path';
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import { ConfigError } from '../../config/config-error.js';
import type { TlsServerConfig } from '../../config/web-config.js';
import { Issues } from '../../schema/issues.js';
import type { Located } from '../../schema/located.js';
import { ChangingFile } from '../protection/changing-file.js';
import { type ClientPolicy, clientPolicy } from './client-policy.js';
import { nodeVersion, opensslCiphers, opensslCurves } from './openssl-names.js';

/** What a handshake goes by. */
export interface TlsTerms {
  readonly context: SecureContextOptions;
  readonly clients: ClientPolicy;
}

type TlsBlock = Located<TlsServerConfig>;

interface Material {
  readonly cert: Buffer | string;
  readonly key: Buffer | string;
  readonly clientCa: Buffer | string | undefined;
}

/** Whether a block asks for TLS. One that only says how does not (exporter-toolkit, TLSConfig.IsEnabled). */
export function isTlsEnabled({ value: tls }: TlsBlock): boolean {
  const files = [tls.certFile, tls.keyFile, tls.clientCaFile, tls.clientAuthType].map((text) => text?.value ?? '');
  return [...files, tls.cert, tls.key.reveal(), tls.clientCa].some((text) => text !== '');
}

/** Makes terms of a block and of the files that it names, and keeps them for as long as all of these stay the same. */
export class TlsTermsReader {
  /** The file that a key named last. */
  readonly #files = new Map<string, ChangingFile>();
  #made: { readonly from: readonly unknown[]; readonly terms: TlsTerms } | undefined;

  /** @param file the configuration's: its folder is where relative paths start */
  constructor(private readonly file: string) {}

  /**
   * @returns the same object for as long as nothing changes
   * @throws {ConfigError} when they cannot be made
   */
  async read(block: TlsBlock): Promise<TlsTerms> {
    const { value: tls } = block;
    if (given(tls.certFile) === undefined && tls.cert === '') this.#refuse(block, 'missing one of cert or cert_file');
    if (given(tls.keyFile) === undefined && tls.key.reveal() === '') {
      this.#refuse(block, 'missing one of key or key_file');
    }
    if (tls.minVersion > tls.maxVersion) this.#refuse(block, 'min_version is above max_version');
    const clients = this.#clients(block);
    const material = {
      cert: await this.#content('cert_file', tls.certFile, tls.cert),
      key: await this.#content('key_file', tls.keyFile, tls.key.reveal()),
      clientCa: hasClientCa(tls) ? await this.#content('client_ca_file', tls.clientCaFile, tls.clientCa) : undefined,
    };
    const from = [tls, ...Object.values(material)];
    if (this.#made?.from.every((part, at) => part === from[at]) !== true) {
      this.#made = { from, terms: { context: this.#context(block, material), clients } };
    }
    return this.#made.terms;
  }

  #clients(block: TlsBlock): ClientPolicy {
    const { clientAuthType, clientAllowedSans } = block.value;
    const authType = clientAuthType?.value ?? '';
    const policy = clientPolicy(authType, clientAllowedSans);
    if (policy === undefined) return this.#refuse(clientAuthType ?? block, `invalid ClientAuth: ${authType}`);
    if (!policy.isAskedFor && hasClientCa(block.value)) {
      return this.#refuse(block, "client CA's have been configured without a Client Auth Policy");
    }
    return policy;
  }

  #context(block: TlsBlock, { cert, key, clientCa }: Material): SecureContextOptions {
    const { value: tls } = block;
    const context = {
      cert,
      key,
      minVersion: nodeVersion(tls.minVersion),
      maxVersion: nodeVersion(tls.maxVersion),
      ciphers: opensslCiphers(tls.cipherSuites, tls.minVersion),
      ecdhCurve: opensslCurves(tls.curvePreferences),
      honorCipherOrder: tls.preferServerCipherSuites,
      // Go trusts whatever is in the pool, with or without what has signed it.
      allowPartialTrustChain: true,
      ...(clientCa === undefined ? {} : { ca: this.#certificates(tls.clientCaFile ?? block, clientCa) }),
    };
    try {
      createSecureContext(context);
    } catch (error) {
      this.#refuse(tls.certFile ?? block, `failed to load X509KeyPair: ${inGoWords(error)}`);
    }
    return context;
  }

  /** Without any, Node would trust the public authorities. */
  #certificates(at: Located<unknown>, content: Buffer | string): string[] {
    const blocks = content.toString('latin1').match(/-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----/gs) ?? [];
    if (blocks.length === 0) this.#refuse(at, 'there is no certificate in it');
    for (const block of blocks) {
      try {
        new X509Certificate(block);
      } catch {
        this.#refuse(at, 'a certificate in it cannot be read');
      }
    }
    return blocks;
  }

  async #content(key: string, path: Located<string> | undefined, inline: string): Promise<Buffer | string> {
    const named = given(path);
    if (named === undefined) return inline;
    const full = isAbsolute(named.value) ? named.value : join(dirname(this.file), named.value);
    const before = this.#files.get(key);
    const file = before?.path === full ? before : new ChangingFile(full);
    this.#files.set(key, file);
    try {
      return await file.content();
    } catch (error) {
      return this.#refuse(named, `failed to read ${key} (${full}): ${inGoWords(error)}`);
    }
  }

  #refuse({ position, path }: Pick<Located<unknown>, 'position' | 'path'>, message: string): never {
    const issues = new Issues();
    issues.add(position, `${path}: ${message}`);
    throw new ConfigError(this.file, issues);
  }
}

function hasClientCa(tls: TlsServerConfig): boolean {
  return tls.clientCa !== '' || given(tls.clientCaFile) !== undefined;
}

function given(path: Located<string> | undefined): Located<string> | undefined {
  return path?.value === '' ? undefined : path;
}

function inGoWords(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  switch ('code' in error ? error.code : undefined) {
    case 'ERR_OSSL_X509_KEY_VALUES_MISMATCH':
      return 'tls: private key does not match public key';
    case 'ERR_OSSL_PEM_NO_START_LINE':
    case 'ERR_OSSL_UNSUPPORTED':
      return 'tls: failed to find any PEM data';
    default:
      return 'message' in error ? String(error.message) : String(error);
  }
}
