import { mkdtempSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChangingFile } from './changing-file.js';

describe('a file that changes', () => {
  let folder: string;
  let path: string;
  const text = async (file: ChangingFile) => (await file.content()).toString();

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tocsin-changing-'));
    path = join(folder, 'a');
    writeFileSync(path, 'one');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is the same buffer for as long as it stays the same', async () => {
    const file = new ChangingFile(path);
    const first = await file.content();
    writeFileSync(path, 'one');
    expect(await file.content()).toBe(first);
    utimesSync(path, 1, 1);
    expect(await file.content()).toBe(first);
  });

  it('is seen to change however quickly, at the same size', async () => {
    const file = new ChangingFile(path);
    for (const word of ['two', 'six', 'ten', 'two', 'six']) {
      writeFileSync(path, word);
      expect(await text(file)).toBe(word);
    }
  });

  it('is seen to be another one behind the same name', async () => {
    const file = new ChangingFile(path);
    expect(await text(file)).toBe('one');
    writeFileSync(join(folder, 'b'), 'two');
    renameSync(join(folder, 'b'), path);
    expect(await text(file)).toBe('two');

    // As Kubernetes exchanges mounted files.
    writeFileSync(join(folder, 'c'), 'six');
    symlinkSync(join(folder, 'c'), join(folder, 'link'));
    renameSync(join(folder, 'link'), path);
    expect(await text(file)).toBe('six');
  });

  it('is told of in the words of Go where it cannot be read, and read when it can be', async () => {
    const file = new ChangingFile(path);
    await file.content();
    rmSync(path);
    await expect(file.content()).rejects.toThrow(`open ${path}: no such file or directory`);
    writeFileSync(path, 'back');
    expect(await text(file)).toBe('back');
    await expect(new ChangingFile(folder).content()).rejects.toThrow(`read ${folder}: is a directory`);
  });

  it('is refused where it is too large', async () => {
    writeFileSync(path, Buffer.alloc(2 * 1024 * 1024));
    await expect(new ChangingFile(path).content()).rejects.toThrow('larger than 1048576 bytes');
  });

  it('shows everybody who asks at once what was there when they asked', async () => {
    const file = new ChangingFile(path);
    const before = Promise.all(Array.from({ length: 20 }, () => text(file)));
    writeFileSync(path, 'two');
    const after = Promise.all(Array.from({ length: 20 }, () => text(file)));
    await before;
    expect(new Set(await after)).toEqual(new Set(['two']));
  });
});
