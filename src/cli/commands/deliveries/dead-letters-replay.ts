import type { Command } from '../../command-line/command.js';
import { Failure } from '../../command-line/failure.js';
import { onOff } from '../../command-line/flag.js';
import { many } from '../../command-line/positional.js';
import { OUTPUT } from '../../global-flags.js';
import { RECEIVER } from './delivery-flags.js';

const IDS = many('dead-letter-ids', 'The ids of the dead letters.');
const ALL = onOff('all', 'All of them.');

export const deadLettersReplay: Command = {
  name: 'replay',
  help: `Put dead letters back into the queue: with the newest state of their groups, or as they were where it is gone.

Those of a receiver whose credentials were mended:

\ttocsin dead-letters replay --receiver=team

The exit code is 1 where one is refused; it stays then.`,
  needsServer: true,
  flags: [RECEIVER, ALL],
  positionals: [IDS],
  async run({ values, world, connection }) {
    const ids = values.all(IDS);
    const receiver = values.get(RECEIVER);
    const isAll = values.get(ALL);
    if ([ids.length > 0, receiver !== '', isAll].filter(Boolean).length !== 1) {
      throw new Failure('name dead letters by their ids, or say --receiver or --all');
    }
    const body = isAll ? { all: true } : receiver === '' ? { ids } : { receiver };
    const [{ callTocsin }, { list, member }, { replayResult }] = await Promise.all([
      import('../../client/tocsin-api.js'),
      import('../../client/decode-json.js'),
      import('./delivery-answers.js'),
    ]);
    const answer = await callTocsin(await connection(), { method: 'POST', path: '/dead-letters/replay', body });
    const results = list(replayResult)(member(answer, 'replay', 'results'), 'replay') ?? [];
    if (values.get(OUTPUT) === 'json') {
      world.out(`${JSON.stringify(answer['results'])}\n`);
    } else {
      for (const { id, outcome, deliveryId, state, error } of results) {
        const words = outcome === 'queued' ? `queued as ${deliveryId}, ${describe(state)}` : `refused: ${error}`;
        world.out(`${id}  ${words}\n`);
      }
    }
    return results.every(({ outcome }) => outcome === 'queued') ? 0 : 1;
  },
};

function describe(state: string | null): string {
  return state === 'newest' ? 'with the newest state of its group' : 'as it was, since its group is gone';
}
