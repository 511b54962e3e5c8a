import type { ApiClient } from '../../client/api-client.js';
import type { PostableSilence } from '../../client/models.js';
import type { Command } from '../../command-line/command.js';
import { type Flag, integer, onOff, text } from '../../command-line/flag.js';
import { maybeFile } from '../../command-line/positional.js';
import type { World } from '../../world.js';

const FORCE = { ...onOff('force', 'Add every silence as a new one, whatever its id.'), short: 'f' };
const WORKERS: Flag<number> = { ...integer('worker', 'How many silences are sent at the same time.', 8), short: 'w' };
const FILE = maybeFile('input-file', 'File with silences in JSON; stdin by default.');

/** More at once than this would only wait for one another. */
const WORKERS_MAX = 256;

export const silenceImport: Command = {
  name: 'import',
  help: `Add the silences that a file holds, in JSON as query prints them, and print their ids:

\tamtool silence query -o json > silences.json
\tamtool silence import silences.json

A silence that is still there is updated; one that is not, is added as a new one.`,
  flags: [FORCE, WORKERS],
  positionals: [FILE],
  async run({ values, world, api: open }) {
    const file = values.all(FILE);
    const text = file === undefined ? await world.input.read() : world.files.readText(file);
    const { readSilences } = await import('./read-silences.js');
    const silences = readSilences(text);
    const first = silences.next();
    const api = await open();
    const isForced = values.get(FORCE);
    const work = new ImportWork(api, world);
    // What was read before the file goes wrong is imported all the same, as in Alertmanager's amtool.
    let broken: unknown;
    const source = (function* () {
      try {
        for (let next = first; !next.done; next = silences.next())
          yield isForced ? { ...next.value, id: '' } : next.value;
      } catch (error) {
        broken = error;
      }
    })();
    const workers = Math.min(Math.max(values.get(WORKERS), 1), WORKERS_MAX);
    await Promise.all(Array.from({ length: workers }, () => work.doAll(source)));
    if (broken !== undefined) throw broken;
    if (work.failed > 0) throw new Error(`couldn't import ${work.failed} out of ${work.count} silences`);
  },
};

const FROM: Flag<string> = {
  ...text('from-alertmanager', 'Take the silences of this Alertmanager instead: its URL.'),
  defaults: [''],
};

/** What only tocsin has: from one server to the other, as often as one likes. */
export const tocsinSilenceImport: Command = {
  ...silenceImport,
  help: `${silenceImport.help.replaceAll('amtool', 'tocsin')}

Or take them from an Alertmanager that runs. What has expired is left there, and what is here already is not added again:

\ttocsin silence import --from-alertmanager=http://old:9093`,
  flags: [...(silenceImport.flags ?? []), FROM],
  async run(context) {
    const from = context.values.get(FROM);
    if (from === '') return silenceImport.run?.(context);
    const { copySilences } = await import('./copy-silences.js');
    return copySilences(context, from);
  },
};

class ImportWork {
  count = 0;
  failed = 0;

  constructor(
    private readonly api: ApiClient,
    private readonly world: World,
  ) {}

  /** Several may share a source: each takes the next silence as soon as it is free. */
  async doAll(source: Iterator<PostableSilence>): Promise<void> {
    for (let next = source.next(); !next.done; next = source.next()) await this.#add(next.value);
  }

  async #add(silence: PostableSilence): Promise<void> {
    this.count++;
    try {
      this.world.out(`${await this.#post(silence)}\n`);
    } catch (error) {
      this.failed++;
      const reason = error instanceof Error ? error.message : String(error);
      this.world.err(`Error adding silence id='${silence.id}': ${reason}\n`);
    }
  }

  async #post(silence: PostableSilence): Promise<string> {
    const { ApiError } = await import('../../client/api-error.js');
    try {
      return await this.api.postSilence(silence);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) throw error;
      return this.api.postSilence({ ...silence, id: '' });
    }
  }
}
