import type { Command } from '../../command-line/command.js';
import { onOff, text } from '../../command-line/flag.js';
import { many } from '../../command-line/positional.js';
import { withAlertname } from '../matcher-arguments.js';
import { matcherExamples } from '../matcher-examples.js';

const INHIBITED = { ...onOff('inhibited', 'Show alerts that are inhibited.'), short: 'i' };
const SILENCED = { ...onOff('silenced', 'Show alerts that are silenced.'), short: 's' };
const ACTIVE = { ...onOff('active', 'Show alerts that are active.'), short: 'a' };
const UNPROCESSED = { ...onOff('unprocessed', 'Show alerts that have not been looked at yet.'), short: 'u' };
const RECEIVER = {
  ...text('receiver', 'Show alerts of the receivers whose whole name matches this regular expression.'),
  short: 'r',
};
const MATCHERS = many('matcher-groups', 'What the labels of the alerts have to match.');

export const alertQuery: Command = {
  name: 'query',
  help: `Show the alerts that all matchers match.

${matcherExamples('amtool alert query')}

--inhibited, --silenced, --active and --unprocessed choose states, and may be given together. Without any of them the \
active alerts are shown.`,
  isDefault: true,
  flags: [INHIBITED, SILENCED, ACTIVE, UNPROCESSED, RECEIVER],
  positionals: [MATCHERS],
  async run(context) {
    const { values, world } = context;
    const filter = withAlertname(values.all(MATCHERS), context);
    const states = {
      inhibited: values.get(INHIBITED),
      silenced: values.get(SILENCED),
      active: values.get(ACTIVE),
      unprocessed: values.get(UNPROCESSED),
    };
    const isAnyChosen = Object.values(states).includes(true);
    const api = await context.api();
    const alerts = await api.alerts({
      ...states,
      active: states.active || !isAnyChosen,
      receiver: values.get(RECEIVER),
      filter,
    });
    world.out((await context.formatter()).alerts(alerts));
  },
};
