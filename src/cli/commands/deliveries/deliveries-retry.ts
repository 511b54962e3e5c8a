import type { Command } from '../../command-line/command.js';
import { Failure } from '../../command-line/failure.js';
import { many } from '../../command-line/positional.js';
import { OUTPUT } from '../../global-flags.js';

const IDS = many('delivery-ids', 'The ids of the deliveries.');

export const deliveriesRetry: Command = {
  name: 'retry',
  help: `Attempt deliveries now that have not arrived, with the newest state of their groups.

The exit code is 1 where one cannot be.`,
  needsServer: true,
  positionals: [IDS],
  async run({ values, world, connection: open }) {
    const ids = values.all(IDS);
    if (ids.length === 0) throw new Failure('name a delivery by its id');
    const { callTocsin, RequestProblem } = await import('../../client/tocsin-api.js');
    const connection = await open();
    const results: object[] = [];
    let failed = 0;
    for (const id of ids) {
      try {
        const path = `/deliveries/${encodeURIComponent(id)}/retry`;
        const answer = await callTocsin(connection, { method: 'POST', path, body: {} });
        results.push(answer);
        if (values.get(OUTPUT) !== 'json') world.out(`${id}  attempted now as ${answer['deliveryId']}\n`);
      } catch (error) {
        if (!(error instanceof RequestProblem)) throw error;
        failed++;
        results.push({ id, error: error.message });
        if (values.get(OUTPUT) !== 'json') world.out(`${id}  refused: ${error.message}\n`);
      }
    }
    if (values.get(OUTPUT) === 'json') world.out(`${JSON.stringify(results)}\n`);
    return failed === 0 ? 0 : 1;
  },
};
