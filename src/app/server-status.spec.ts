import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { EngineHarness } from '../../test/support/engine-harness.js';
import { createMetrics } from '../metrics/metrics.js';
import { serverStatus } from './server-status.js';

let folder: string;
let harness: EngineHarness;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-status-'));
  harness = await EngineHarness.start('route: {receiver: all}\nreceivers: [{name: all}]');
});
afterEach(async () => {
  await harness.close();
  rmSync(folder, { recursive: true });
});

it('says what is read, where is written, and which bounds were met', async () => {
  mkdirSync(join(folder, 'below'));
  writeFileSync(join(folder, 'a'), 'x'.repeat(100));
  writeFileSync(join(folder, 'below/b'), 'x'.repeat(23));
  const build = { branch: '', goarch: '', goos: '', goversion: '', revision: '', tags: '', version: '' };
  const features = { receiverName: false, alertNames: false, groupKey: false };
  const metrics = createMetrics({ features, isClusterOn: false, build });
  metrics.boundReachedTotal.inc({ bound: 'deliveries' });
  metrics.boundReachedTotal.inc({ bound: 'http_body' }, 3);
  const lastReload = { atMs: 5, error: 'no such receiver' };
  await harness.at('1m');
  await harness.reload();
  const status = await serverStatus({
    flags: { storagePath: folder, retentionMs: 1000 },
    files: { paths: () => ['a.yml', 'tocsin.yml'] },
    tocsin: harness.tocsin,
    reloader: { last: lastReload },
    storage: { kind: 'embedded', failure: 'disk full' },
    metrics,
  });
  expect(status).toEqual({
    configuration: { files: ['a.yml', 'tocsin.yml'], hash: 0, loadedAtMs: harness.startMs + 60_000, lastReload },
    storage: { kind: 'embedded', failure: 'disk full', path: folder, bytes: 123 },
    limits: [
      { bound: 'http_body', count: 3 },
      { bound: 'deliveries', count: 1 },
    ],
    retentionMs: 1000,
  });
});
