import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FileOutput } from './file-output.js';

describe('the file output', () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tocsin-events-'));
    path = join(folder, 'events.jsonl');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('writes behind what the file has already', async () => {
    writeFileSync(path, 'old\n');
    const output = await FileOutput.open(path);
    await Promise.all([output.send(['1\n', '2\n']), output.send(['3\n'])]);
    await output.close();
    expect(readFileSync(path, 'utf8')).toBe('old\n1\n2\n3\n');
  });

  it.each([
    ['moved away', () => renameSync(path, `${path}.1`), '2\n'],
    ['removed', () => rmSync(path), '2\n'],
    [
      'replaced by another',
      () => {
        writeFileSync(`${path}.new`, 'new\n');
        renameSync(`${path}.new`, path);
      },
      'new\n2\n',
    ],
    ['emptied', () => truncateSync(path), '2\n'],
  ] as const)('goes on at its path when the file was %s', async (_, happens, then) => {
    const output = await FileOutput.open(path);
    await output.send(['1\n']);
    happens();
    await output.send(['2\n']);
    await output.close();
    expect(readFileSync(path, 'utf8')).toBe(then);
    if (existsSync(`${path}.1`)) expect(readFileSync(`${path}.1`, 'utf8')).toBe('1\n');
  });

  it('says at once when the file cannot be written, and later heals when it can be again', async () => {
    await expect(FileOutput.open(join(folder, 'no', 'where'))).rejects.toThrow('ENOENT');
    const output = await FileOutput.open(path);
    renameSync(folder, `${folder}-away`);
    await expect(output.send(['lost\n'])).rejects.toThrow('ENOENT');
    renameSync(`${folder}-away`, folder);
    await output.send(['kept\n']);
    await output.close();
    expect(readFileSync(path, 'utf8')).toBe('kept\n');
  });
});
