import { RecordedLogger } from '../../test/support/recorded-logger.js';
import type { LoadedFiles } from '../config/load-files.js';
import { createMetrics } from '../metrics/metrics.js';
import { Reloader } from './reloader.js';

const METRICS = {
  features: { receiverName: false, alertNames: false, groupKey: false },
  isClusterOn: false,
  build: { branch: '', goarch: '', goos: '', goversion: '', revision: '', tags: '', version: '' },
};

describe('Reloader', () => {
  function reloaderOver(load: () => Promise<unknown>) {
    const applied: unknown[] = [];
    const logger = new RecordedLogger();
    const metrics = createMetrics(METRICS);
    const tocsin = { apply: async (loaded: LoadedFiles) => void applied.push(loaded) };
    const reloader = new Reloader({
      load: load as () => Promise<LoadedFiles>,
      tocsin,
      metrics,
      logger,
      file: 'a.yml',
      nowMs: () => 1000,
    });
    return { reloader, applied, logger, metrics };
  }

  it('reloads once more for all who ask while a reload runs', async () => {
    let reads = 0;
    const { reloader, applied } = reloaderOver(async () => ++reads);
    await Promise.all([reloader.reload(), reloader.reload(), reloader.reload(), reloader.reload()]);
    expect(applied).toEqual([1, 2]);
  });

  it('applies nothing that cannot be loaded, says so, and goes on with the next', async () => {
    let reads = 0;
    const { reloader, applied, logger, metrics } = reloaderOver(async () => {
      if (++reads === 1) throw new Error('a.yml:1:1: no route provided in config');
      return reads;
    });
    await expect(reloader.reload()).rejects.toThrow('no route provided');
    expect(logger.lines).toContain('error: Loading configuration file failed');
    expect(await metrics.render('text')).toContain('alertmanager_config_last_reload_successful 0');
    expect(reloader.last).toEqual({ atMs: 1000, error: 'a.yml:1:1: no route provided in config' });
    await reloader.reload();
    expect(applied).toEqual([2]);
    expect(reloader.last).toEqual({ atMs: 1000, error: undefined });
  });
});
