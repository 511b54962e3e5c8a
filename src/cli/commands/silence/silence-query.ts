import type { Silence } from '../../client/models.js';
import type { CommandContext } from '../../command-context.js';
import type { Command } from '../../command-line/command.js';
import { onOff, strictDuration, text } from '../../command-line/flag.js';
import { many } from '../../command-line/positional.js';
import { withAlertname } from '../matcher-arguments.js';
import { matcherExamples } from '../matcher-examples.js';

const EXPIRED = onOff('expired', 'Show silences that are over, and no others.');
const QUIET = { ...onOff('quiet', 'Print ids alone.'), short: 'q' };
const CREATED_BY = text('created-by', 'Show silences of this author.');
const ID = text('id', 'Show the silence of this id.');
const WITHIN = strictDuration('within', 'Show silences that end, or with --expired have ended, within this time.');
const MATCHERS = many('matcher-groups', 'What the matchers of the silences have to match.');

export const silenceQuery: Command = {
  name: 'query',
  help: `Show the silences that all matchers match: those that hold, and those that will.

${matcherExamples('amtool silence query')}

Silences that end within eight hours, to be extended or to be dealt with:

\tamtool silence query --within=8h

Silences that have ended in the last two hours:

\tamtool silence query --expired --within=2h`,
  isDefault: true,
  flags: [EXPIRED, QUIET, CREATED_BY, ID, WITHIN],
  positionals: [MATCHERS],
  async run(context) {
    const { values, world } = context;
    const filter = withAlertname(values.all(MATCHERS), context);
    const isWanted = await selection(context);
    const api = await context.api();
    const silences = (await api.silences(filter)).filter(isWanted);
    if (values.get(QUIET)) world.out(silences.map(({ id }) => `${id ?? ''}\n`).join(''));
    else world.out((await context.formatter()).silences(silences));
  },
};

async function selection({ values, world }: CommandContext): Promise<(silence: Silence) => boolean> {
  const { msOf } = await import('../moments.js');
  const isExpired = values.get(EXPIRED);
  const withinMs = values.get(WITHIN);
  const createdBy = values.get(CREATED_BY);
  const wantedId = values.get(ID);
  return ({ id, createdBy: author, endsAt }) => {
    const leftMs = (endsAt === null ? 0 : msOf(endsAt)) - world.nowMs();
    if (isExpired ? leftMs > 0 : leftMs < 0) return false;
    if (withinMs > 0 && Math.abs(leftMs) > withinMs) return false;
    return (createdBy === '' || author === createdBy) && (wantedId === '' || id === wantedId);
  };
}
