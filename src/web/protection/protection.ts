import { ConfigError } from '../../config/config-error.js';
import type { WebConfig } from '../../config/web-config.js';
import { formatGoDuration } from '../../duration/go-duration.js';
import type { Logger } from '../../log/logger.js';
import { Issues } from '../../schema/issues.js';
import { CurrentTls } from '../tls/current-tls.js';
import type { HandshakesParts } from '../tls/handshakes.js';
import { isTlsEnabled, TlsTermsReader } from '../tls/tls-terms.js';
import { Gate } from './gate.js';
import { PasswordChecks } from './password-checks.js';
import { userFaults } from './user-faults.js';
import { WebConfigFile } from './web-config-file.js';

/** What `--web.config.file` asks for. */
export interface Protection {
  readonly gate: Gate;
  /** Whether connections are secure is decided at the start, and so is whether they may speak HTTP/2. */
  readonly tls: HandshakesParts | undefined;
}

export interface ProtectionParts {
  /** Milliseconds since some moment; never goes back. */
  readonly nowMs: () => number;
  readonly logger: Logger;
  /** Told when something is refused at a bound. */
  readonly boundReached: (bound: string) => void;
}

/**
 * Reads `--web.config.file` for the first time.
 *
 * @throws {Error} when it cannot be read or used: a server that is thought to be protected must not run open
 */
export async function openProtection(
  path: string,
  { nowMs, logger, boundReached }: ProtectionParts,
): Promise<Protection> {
  const file = new WebConfigFile(path, logger);
  const config = await file.read();
  const faults = userFaults(config);
  if (!faults.isEmpty) throw new ConfigError(path, faults);
  const { burst, intervalMs } = config.rateLimit;
  if (intervalMs !== 0) logger.info('Rate Limiter is enabled.', { burst, interval: formatGoDuration(intervalMs) });
  const passwords = new PasswordChecks(() => boundReached('password_checks'));
  return { gate: new Gate(file, passwords, nowMs), tls: await openTls(config, file, logger) };
}

async function openTls(config: WebConfig, file: WebConfigFile, logger: Logger): Promise<Protection['tls']> {
  if (config.tls === undefined || !isTlsEnabled(config.tls)) return undefined;
  const reader = new TlsTermsReader(file.path);
  const current = new CurrentTls(await reader.read(config.tls), { file, reader, logger });
  if (config.http.http2) checkHttp2Cipher(config.tls, file.path);
  const protocols = config.http.http2 ? ['h2', 'http/1.1'] : ['http/1.1'];
  return { terms: () => current.terms(), protocols, logger };
}

const HTTP2_CIPHERS = ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256'] as const;

/** HTTP/2 asks for one that clients of TLS 1.2 may rely on (RFC 9113, 9.2.2). */
function checkHttp2Cipher({ value: tls, position, path }: NonNullable<WebConfig['tls']>, file: string): void {
  if (tls.cipherSuites.length === 0 || tls.minVersion === 'TLS13') return;
  if (HTTP2_CIPHERS.some((suite) => tls.cipherSuites.includes(suite))) return;
  const issues = new Issues();
  issues.add(
    position,
    `${path}.cipher_suites: http2: TLSConfig.CipherSuites is missing an HTTP/2-required AES_128_GCM_SHA256 cipher (need at least one of ${HTTP2_CIPHERS.join(' or ')}); add one, or set http2 to false`,
  );
  throw new ConfigError(file, issues);
}
