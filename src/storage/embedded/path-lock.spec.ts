import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RecordedLogger } from '../../../test/support/recorded-logger.js';
import { lockPath } from './path-lock.js';

const HOLDER = `
require('node:net').createServer(() => {}).listen(process.argv[1], () => process.stdout.write('held'));
`;

describe('the lock of a storage path', () => {
  let path: string;
  const logger = new RecordedLogger();

  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), 'tocsin-lock-'));
  });
  afterEach(() => rmSync(path, { recursive: true, force: true }));

  it('is held until it is released', async () => {
    const lock = await lockPath(path, logger);
    await expect(lockPath(path, logger)).rejects.toThrow(
      `${path} is in use by another process (process ${process.pid})`,
    );
    await lock.release();
    await (await lockPath(path, logger)).release();
    expect(existsSync(join(path, 'tocsin.lock'))).toBe(false);
  });

  it('ends with its process, also one that is killed; one that says nothing is alive', async () => {
    const holder = spawn(process.execPath, ['-e', HOLDER, join(path, 'tocsin.lock')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');
    await expect(lockPath(path, logger)).rejects.toThrow(/is in use by another process:/);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect(existsSync(join(path, 'tocsin.lock'))).toBe(true);
    await (await lockPath(path, logger)).release();
  });

  it('goes to one of several that come at once, past what a dead process left', async () => {
    for (let round = 0; round < 5; round++) {
      writeFileSync(join(path, 'tocsin.lock'), '');
      const all = await Promise.allSettled(Array.from({ length: 6 }, () => lockPath(path, logger)));
      const taken = all.filter((one) => one.status === 'fulfilled');
      expect(taken).toHaveLength(1);
      for (const { value } of taken) await value.release();
    }
  });

  it('holds in a folder whose name is longer than that of a socket may be', async () => {
    const deep = join(path, 'x'.repeat(60), 'y'.repeat(60));
    mkdirSync(deep, { recursive: true });
    const lock = await lockPath(deep, logger);
    expect(existsSync(join(deep, 'tocsin.lock'))).toBe(true);
    await expect(lockPath(deep, logger)).rejects.toThrow('is in use');
    await lock.release();
    expect(existsSync(join(deep, 'tocsin.lock'))).toBe(false);
  });

  it('that cannot be taken is told, and stops nobody', async () => {
    const told = new RecordedLogger();
    await (await lockPath(join(path, 'missing'), told)).release();
    expect(told.lines).toEqual(['warn: Storage path cannot be locked; see to it that no other process uses it']);
  });
});
