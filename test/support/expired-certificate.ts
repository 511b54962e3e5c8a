import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeyPair } from './certificate-authority.js';

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

const CA_SETTINGS = `
[ca]
default_ca = own
[own]
new_certs_dir = .
database = index
rand_serial = yes
default_md = sha256
policy = any
x509_extensions = names
[any]
commonName = supplied
[names]
basicConstraints = CA:TRUE
subjectAltName = DNS:localhost,IP:127.0.0.1
`;

/** A certificate for 127.0.0.1 that was good on the first day of 2020 alone: its own authority, with a new key. */
export function makeExpiredCertificate(): KeyPair {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-expired-'));
  const openssl = (...args: readonly string[]) => execFileSync('openssl', [...args], { cwd: folder, stdio: 'ignore' });
  try {
    writeFileSync(join(folder, 'index'), '');
    writeFileSync(join(folder, 'settings'), CA_SETTINGS);
    openssl('req', '-new', ...NEW_KEY, '-subj', '/CN=localhost', '-keyout', 'key.pem', '-out', 'request.pem');
    const period = ['-startdate', '20200101000000Z', '-enddate', '20200102000000Z'];
    openssl(
      ...['ca', '-batch', '-selfsign', '-notext', '-config', 'settings', '-in', 'request.pem', '-out', 'cert.pem'],
      ...['-keyfile', 'key.pem', ...period],
    );
    return {
      cert: readFileSync(join(folder, 'cert.pem'), 'utf8'),
      key: readFileSync(join(folder, 'key.pem'), 'utf8'),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
