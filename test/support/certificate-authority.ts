import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate and its key, in PEM. */
export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

/** Signs certificates that are good for two days, with keys that are made now. */
export interface CertificateAuthority extends KeyPair {
  /** @param names such as `DNS:localhost,IP:127.0.0.1`, as OpenSSL takes them */
  issue(names: string): KeyPair;
}

export function makeAuthority(commonName = 'Test authority'): CertificateAuthority {
  const subject = ['-days', '2', '-subj', `/CN=${commonName}`];
  const own = inFolder((folder) => {
    openssl(folder, 'req', '-x509', ...NEW_KEY, ...subject, '-keyout', 'key.pem', '-out', 'cert.pem');
  });
  return {
    ...own,
    issue: (names) =>
      inFolder((folder) => {
        writeFileSync(join(folder, 'ca.pem'), own.cert);
        writeFileSync(join(folder, 'ca-key.pem'), own.key);
        writeFileSync(join(folder, 'names'), `subjectAltName=${names}\n`);
        openssl(folder, 'req', '-new', ...NEW_KEY, '-subj', '/CN=leaf', '-keyout', 'key.pem', '-out', 'request.pem');
        openssl(
          folder,
          ...['x509', '-req', '-in', 'request.pem', '-CA', 'ca.pem', '-CAkey', 'ca-key.pem', '-CAcreateserial'],
          ...['-days', '2', '-extfile', 'names', '-out', 'cert.pem'],
        );
      }),
  };
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

function openssl(folder: string, ...args: readonly string[]): void {
  execFileSync('openssl', [...args], { cwd: folder, stdio: 'ignore' });
}

function inFolder(make: (folder: string) => void): KeyPair {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-authority-'));
  try {
    make(folder);
    return {
      cert: readFileSync(join(folder, 'cert.pem'), 'utf8'),
      key: readFileSync(join(folder, 'key.pem'), 'utf8'),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
