import type { Command } from '../../command-line/command.js';
import { onOff } from '../../command-line/flag.js';
import { OUTPUT } from '../../global-flags.js';
import { INTEGRATION, LIMIT, RECEIVER } from './delivery-flags.js';

const QUIET = { ...onOff('quiet', 'Print ids alone.'), short: 'q' };

export const deadLettersList: Command = {
  name: 'list',
  help: 'Show what integrations refused for good, the last failure first.',
  isDefault: true,
  needsServer: true,
  flags: [RECEIVER, INTEGRATION, QUIET, LIMIT],
  async run({ values, world, connection }) {
    const { given, readItems } = await import('./read-page.js');
    const query = given({ receiver: values.get(RECEIVER), integration: values.get(INTEGRATION) });
    const items = await readItems(await connection(), '/dead-letters', query, values.get(LIMIT));
    if (values.get(OUTPUT) === 'json') {
      world.out(`${JSON.stringify(items)}\n`);
      return;
    }
    const [{ deadLetter }, { deadLetterTable }, { dateFormatOf }] = await Promise.all([
      import('./delivery-answers.js'),
      import('./delivery-tables.js'),
      import('../../formats/open-formatter.js'),
    ]);
    const letters = items.map((item) => deadLetter(item, 'dead letter'));
    if (values.get(QUIET)) world.out(letters.map(({ id }) => `${id ?? ''}\n`).join(''));
    else world.out(deadLetterTable(letters, dateFormatOf(values, world.localZone)));
  },
};
