import type { Command } from '../../command-line/command.js';
import { Failure } from '../../command-line/failure.js';
import { text } from '../../command-line/flag.js';
import { many } from '../../command-line/positional.js';
import { OUTPUT } from '../../global-flags.js';
import { withAlertname } from '../matcher-arguments.js';
import { matcherExamples } from '../matcher-examples.js';

const FINGERPRINT = text('fingerprint', 'The one alert with this fingerprint.', '');
const AT = text('at', 'As it stood then: 2026-01-02T03:12:00Z, 03:12 (UTC, the last time it was), or 2h ago: 2h.', '');
const RECEIVER = text('receiver', 'What became of it at this receiver; also where it does not get to it.', '');
const MATCHERS = many('matcher-groups', 'What the labels of the alert have to match.');

export const explain: Command = {
  name: 'explain',
  help: `Say why nobody was told of an alert, or who was: in a sentence, and then step by step.

${matcherExamples('tocsin explain')}

Why did the pager stay silent at ten past three?

\ttocsin explain HighLatency cluster=eu --receiver=payments-pager --at=03:10

The exit code is 1 where there is no such alert.`,
  needsServer: true,
  flags: [FINGERPRINT, AT, RECEIVER],
  positionals: [MATCHERS],
  async run(context) {
    const { values, world } = context;
    const matchers = withAlertname(values.all(MATCHERS), context);
    const fingerprint = values.get(FINGERPRINT);
    if (matchers.length === 0 && fingerprint === '') {
      throw new Failure('say which alert: by matchers, or by its --fingerprint');
    }
    const { callTocsin } = await import('../../client/tocsin-api.js');
    const { queryText } = await import('../../client/query-text.js');
    const { askedMoment } = await import('./asked-moment.js');
    const { explainAnswer } = await import('./explain-answer.js');
    const { explainText } = await import('./explain-text.js');
    const at = values.get(AT);
    const query = queryText({
      matchers,
      ...(fingerprint !== '' && { fingerprint }),
      ...(at !== '' && { at: new Date(askedMoment(at, world.nowMs())).toISOString() }),
      ...(values.get(RECEIVER) !== '' && { receiver: values.get(RECEIVER) }),
    });
    const connection = await context.connection();
    const found = await callTocsin(connection, { method: 'GET', path: `/explain?${query}` });
    const answer = explainAnswer(found);
    world.out(values.get(OUTPUT) === 'json' ? `${JSON.stringify(found)}\n` : explainText(answer));
    return answer.alert === null ? 1 : 0;
  },
};
