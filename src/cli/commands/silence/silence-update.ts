import type { Silence, SilenceContent } from '../../client/models.js';
import type { Command } from '../../command-line/command.js';
import { type Flag, onOff, text } from '../../command-line/flag.js';
import { many } from '../../command-line/positional.js';
import type { Values } from '../../command-line/values.js';

const QUIET = { ...onOff('quiet', 'Print ids alone.'), short: 'q' };
const DURATION: Flag<string> = {
  ...text('duration', 'How long it lasts from its start: 30m, 2h, 1d, 1w.'),
  short: 'd',
};
const START = text('start', 'When it starts, in RFC 3339: 2006-01-02T15:04:05-07:00.');
const END = text('end', 'When it ends, in RFC 3339; wins over the duration.');
const COMMENT: Flag<string> = { ...text('comment', 'Why alerts are silenced.'), short: 'c' };
const IDS = many('update-ids', 'The ids of the silences.');

export const silenceUpdate: Command = {
  name: 'update',
  help: 'Change silences and show what they are now. A silence that held and starts anew gets another id.',
  flags: [QUIET, DURATION, START, END, COMMENT],
  positionals: [IDS],
  async run({ values, world, api: open, formatter }) {
    const ids = values.all(IDS);
    if (ids.length === 0) throw new Error('no silence IDs specified');
    const api = await open();
    const updated: Silence[] = [];
    for (const id of ids) {
      const silence = await api.silence(id);
      const changed = { ...silence, ...(await changes(silence, values)) };
      updated.push({ ...changed, id: await api.postSilence({ ...changed, id: silence.id ?? '' }) });
    }
    if (values.get(QUIET)) world.out(updated.map(({ id }) => `${id ?? ''}\n`).join(''));
    else world.out((await formatter()).silences(updated));
  },
};

/** @throws {Error} when a flag cannot be read, or the silence would end before it starts */
async function changes(silence: SilenceContent, values: Values): Promise<Partial<SilenceContent>> {
  const { isAfter, later, rfc3339 } = await import('../moments.js');
  const { silenceDurationMs } = await import('./silence-duration.js');
  const [start, end, duration] = [values.get(START), values.get(END), values.get(DURATION)];
  const startsAt = start === '' ? silence.startsAt : rfc3339(start);
  let { endsAt } = silence;
  if (end !== '') endsAt = rfc3339(end);
  else if (duration !== '' && startsAt !== null) endsAt = later(startsAt, silenceDurationMs(duration));
  if (startsAt !== null && endsAt !== null && isAfter(startsAt, endsAt)) {
    throw new Error('silence cannot start after it ends');
  }
  const comment = values.get(COMMENT);
  return { startsAt, endsAt, ...(comment !== '' && { comment }) };
}
