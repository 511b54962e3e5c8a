import type { Command } from '../../command-line/command.js';
import { Failure } from '../../command-line/failure.js';
import { onOff, texts } from '../../command-line/flag.js';
import { many } from '../../command-line/positional.js';
import { readPairs } from '../matcher-arguments.js';

const NAMES = many('receivers', 'The receivers, by their names.');
const RESOLVED = onOff('resolved', 'Tell that it is over: ends what an earlier test began, such as an incident.');
const LABELS = texts('label', 'A label of the test alert: name=value.', []);
const ANNOTATIONS = texts('annotation', 'An annotation of the test alert: name=value.', []);

export const receiversTest: Command = {
  name: 'test',
  help: `Send a test notification through every integration of a receiver, and tell how each ended.

The exit code is 1 where one failed.`,
  needsServer: true,
  flags: [RESOLVED, LABELS, ANNOTATIONS],
  positionals: [NAMES],
  async run(context) {
    const { values, world } = context;
    const names = values.all(NAMES);
    if (names.length === 0) throw new Failure('name a receiver');
    const request = {
      status: values.get(RESOLVED) ? 'resolved' : 'firing',
      labels: readPairs(values.get(LABELS), context, 'labels must be specified as key=value pairs'),
      annotations: readPairs(values.get(ANNOTATIONS), context, 'annotations must be specified as key=value pairs'),
    };
    const { postToTocsin } = await import('../../client/tocsin-api.js');
    const connection = await context.connection();
    let failed = 0;
    for (const name of names) {
      const answer = await postToTocsin(connection, `/receivers/${encodeURIComponent(name)}/test`, request);
      const results = Array.isArray(answer['integrations']) ? answer['integrations'] : [];
      if (results.length === 0)
        throw new Failure(`receiver "${name}" sends to nobody: no route uses it, or it is empty`);
      for (const result of results) {
        world.out(`${name}  ${describe(result)}\n`);
        if (result.outcome !== 'delivered') failed++;
      }
    }
    return failed === 0 ? 0 : 1;
  },
};

function describe({ integration, outcome, reason, error }: Readonly<Record<string, unknown>>): string {
  return outcome === 'delivered' ? `${integration}  delivered` : `${integration}  failed (${reason}): ${error}`;
}
