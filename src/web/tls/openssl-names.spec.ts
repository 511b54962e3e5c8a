import { createSecureContext, getCiphers } from 'node:tls';
import { CIPHER_SUITES, CURVES, TLS_VERSIONS } from '../../config/web-config.js';
import { nodeVersion, opensslCiphers, opensslCurves } from './openssl-names.js';

describe("Go's names of what TLS is made of", () => {
  it.each(CIPHER_SUITES)('%s is a cipher here, too', (suite) => {
    const names = opensslCiphers([suite], 'TLS12').split(':');
    expect(getCiphers()).toEqual(expect.arrayContaining(names.map((name) => name.toLowerCase())));
    expect(names).toHaveLength(suite.startsWith('TLS_ECDHE') ? 4 : 3);
  });

  it('are all usable together', () => {
    for (const version of TLS_VERSIONS) {
      const options = {
        ciphers: opensslCiphers(CIPHER_SUITES, version),
        ecdhCurve: opensslCurves(CURVES),
        minVersion: nodeVersion(version),
      };
      expect(() => createSecureContext(options)).not.toThrow();
    }
  });

  it('leave what is old to those that ask for it', () => {
    expect(opensslCiphers([], 'TLS12')).not.toContain('SECLEVEL');
    expect(opensslCiphers([], 'TLS11')).toContain('@SECLEVEL=0');
    expect(opensslCurves([])).toBe('auto');
  });
});
