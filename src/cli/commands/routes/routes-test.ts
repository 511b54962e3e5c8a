import type { CommandContext } from '../../command-context.js';
import type { Command } from '../../command-line/command.js';
import { onOff, text } from '../../command-line/flag.js';
import { many } from '../../command-line/positional.js';

const RECEIVERS = text(
  'verify.receivers',
  'The receivers that are expected, with commas between them; the command fails when there are others.',
);
const TREE = onOff('tree', 'Show the routes that match, too.');
const LABELS = many('labels', 'The labels of an alert, name=value.');

export const routesTest: Command = {
  name: 'test',
  help: `Show which receivers an alert with these labels goes to, in the order of the routing tree.

The tree is taken from a configuration file, or from a running Alertmanager; where both are given, the file wins.

\tamtool config routes test --config.file=alertmanager.yml --verify.receivers=database service=database`,
  flags: [RECEIVERS, TREE],
  positionals: [LABELS],
  async run(context) {
    const { values, world } = context;
    const { loadRouteTree } = await import('./load-route-tree.js');
    const root = await loadRouteTree(context);
    const { matchingTree, receiversOf } = await import('./route-tree.js');
    const labels = readLabels(context);
    if (values.get(TREE)) world.out(`Matching routes:\n${matchingTree(root, labels)}\n\n`);
    const receivers = receiversOf(root, labels).join(',');
    world.out(`${receivers}\n`);
    const expected = values.get(RECEIVERS);
    if (expected === '' || expected === receivers) return 0;
    world.out('WARNING: Expected receivers did not match resolved receivers.\n');
    return 1;
  },
};

function readLabels({ values, matcher }: CommandContext): Record<string, string> {
  const pairs = values.all(LABELS).map((label): [string, string] => {
    const { name, operator, value } = parse(label, matcher);
    if (operator !== '=') throw new Error('Labels must be specified as key=value pairs');
    return [name, value];
  });
  return Object.fromEntries(pairs);
}

function parse(label: string, matcher: CommandContext['matcher']) {
  try {
    return matcher(label);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Failed to parse labels: ${reason}`, { cause: error });
  }
}
