import type { Command } from '../../command-line/command.js';
import { strictDuration, text, texts } from '../../command-line/flag.js';
import { OUTPUT } from '../../global-flags.js';
import { INTEGRATION, LIMIT, RECEIVER } from './delivery-flags.js';

const STATES = texts(
  'state',
  'In this state: waiting, running, delivered, failed, superseded, withdrawn, unneeded, dead.',
  [],
);
const GROUP = text('group', 'Of this group alone, by its id or its key.');
const WITHIN = strictDuration('within', 'Ended within this time, or not at all.');

export const deliveriesList: Command = {
  name: 'list',
  help: `Show deliveries: those on their way, the newest first, and then those that have ended.

What waits, or was refused for good, at a receiver:

\ttocsin deliveries list --receiver=team --state=waiting --state=dead`,
  isDefault: true,
  needsServer: true,
  flags: [RECEIVER, INTEGRATION, STATES, GROUP, WITHIN, LIMIT],
  async run({ values, world, connection }) {
    const { given, readItems } = await import('./read-page.js');
    const withinMs = values.get(WITHIN);
    const query = given({
      receiver: values.get(RECEIVER),
      integration: values.get(INTEGRATION),
      state: values.get(STATES).join(','),
      group: values.get(GROUP),
      from: withinMs === 0 ? '' : new Date(world.nowMs() - withinMs).toISOString(),
    });
    const items = await readItems(await connection(), '/deliveries', query, values.get(LIMIT));
    if (values.get(OUTPUT) === 'json') {
      world.out(`${JSON.stringify(items)}\n`);
      return;
    }
    const [{ delivery }, { deliveryTable }, { dateFormatOf }] = await Promise.all([
      import('./delivery-answers.js'),
      import('./delivery-tables.js'),
      import('../../formats/open-formatter.js'),
    ]);
    const rows = items.map((item) => delivery(item, 'delivery'));
    world.out(deliveryTable(rows, dateFormatOf(values, world.localZone), values.get(OUTPUT) === 'extended'));
  },
};
