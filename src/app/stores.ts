import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Stores } from '../cli/world.js';

/** The stores of this machine. What reads them is loaded at the first need: a command has to be quick. */
export const STORES: Stores = {
  async export({ path, withHistory, to }) {
    if (existsSync(to)) throw new Error(`${to} is there already`);
    const options = { ...(await optionsFor(path)), withHistory };
    const { exportStore } = await import('../storage/embedded/transfer/stopped-store.js');
    return exportStore(options, (lines) => writeLines(lines, to));
  },
  async import({ path, from }) {
    const { importStore } = await import('../storage/embedded/transfer/stopped-store.js');
    const input = from === undefined ? process.stdin : createReadStream(from);
    return importStore(await optionsFor(path), createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }));
  },
};

async function optionsFor(path: string) {
  const [{ LogWriter }, { SystemClock }] = await Promise.all([import('./log-writer.js'), import('./system-clock.js')]);
  const clock = new SystemClock();
  const write = (line: string) => process.stderr.write(line);
  return { path, nowMs: clock.now(), logger: new LogWriter({ clock, level: 'warn', format: 'logfmt', write }) };
}

/** Half an export must not look like a whole one: the file has its name once everything is in it. */
async function writeLines(lines: Iterable<string>, to: string): Promise<number> {
  // The first line and the last are no records.
  let records = -2;
  const counted = function* () {
    for (const line of lines) {
      records++;
      yield `${line}\n`;
    }
  };
  if (to === '') {
    await pipeline(Readable.from(counted()), process.stdout, { end: false });
    return records;
  }
  const part = `${to}.part`;
  const file = createWriteStream(part, { flags: 'wx', mode: 0o600 });
  await pipeline(Readable.from(counted()), file);
  await rename(part, to);
  return records;
}
