import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { NOW_MS, startTestServer, type TestServer } from '../../test/support/http-fixture.js';
import { documented } from '../../test/support/own-document.js';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

const status = async () => documented('GET', '/status', await server.get('/api/tocsin/v1/status'));

describe('GET /api/tocsin/v1/status', () => {
  it('says how the server is', async () => {
    const at = new Date(NOW_MS - 60_000).toISOString();
    expect(await status()).toEqual({
      version: '0.34.0',
      revision: 'r',
      startedAt: at,
      configuration: { files: ['alertmanager.yml'], hash: 1, loadedAt: at, lastReload: null },
      storage: { kind: 'embedded', healthy: true, error: null, path: 'data', bytes: 0 },
      cluster: { name: 'a', status: 'ready', peers: expect.any(Array) },
      limits: [],
      retentionSeconds: 3600,
    });
  });

  it('says what is wrong', async () => {
    const healthy = await server.engine.status();
    server.engine.status = async () => ({
      ...healthy,
      configuration: { ...healthy.configuration, lastReload: { atMs: NOW_MS, error: 'line 3' } },
      storage: { ...healthy.storage, failure: 'disk full' },
    });
    expect(await status()).toMatchObject({
      configuration: { lastReload: { at: new Date(NOW_MS).toISOString(), ok: false, error: 'line 3' } },
      storage: { healthy: false, error: 'disk full' },
    });
  });
});
