import type { Command } from '../../command-line/command.js';
import { Failure } from '../../command-line/failure.js';
import { many } from '../../command-line/positional.js';
import { OUTPUT } from '../../global-flags.js';

const IDS = many('delivery-ids', 'The ids of the deliveries.');

export const deliveriesShow: Command = {
  name: 'show',
  help: 'Show deliveries with their alerts, and with what each attempt sent and got, without secrets.',
  needsServer: true,
  positionals: [IDS],
  async run({ values, world, connection: open }) {
    const ids = values.all(IDS);
    if (ids.length === 0) throw new Failure('name a delivery by its id');
    const [{ callTocsin }, { delivery }, { deliveryPage }, { dateFormatOf }] = await Promise.all([
      import('../../client/tocsin-api.js'),
      import('./delivery-answers.js'),
      import('./delivery-tables.js'),
      import('../../formats/open-formatter.js'),
    ]);
    const connection = await open();
    const date = dateFormatOf(values, world.localZone);
    for (const [i, id] of ids.entries()) {
      const answer = await callTocsin(connection, { method: 'GET', path: `/deliveries/${encodeURIComponent(id)}` });
      if (values.get(OUTPUT) === 'json') world.out(`${JSON.stringify(answer)}\n`);
      else world.out(`${i > 0 ? '\n' : ''}${deliveryPage(delivery(answer, 'delivery'), date)}`);
    }
  },
};
