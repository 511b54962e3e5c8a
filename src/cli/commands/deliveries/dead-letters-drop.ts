import type { Command } from '../../command-line/command.js';
import { Failure } from '../../command-line/failure.js';
import { many } from '../../command-line/positional.js';

const IDS = many('dead-letter-ids', 'The ids of the dead letters.');

export const deadLettersDrop: Command = {
  name: 'drop',
  help: 'Forget dead letters.',
  needsServer: true,
  positionals: [IDS],
  async run({ values, connection: open }) {
    const ids = values.all(IDS);
    if (ids.length === 0) throw new Failure('name a dead letter by its id');
    const { callTocsin } = await import('../../client/tocsin-api.js');
    const connection = await open();
    for (const id of ids) {
      await callTocsin(connection, { method: 'DELETE', path: `/dead-letters/${encodeURIComponent(id)}` });
    }
  },
};
