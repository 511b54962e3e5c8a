import type { Matcher } from '../../../labels/matcher.js';
import type { CommandContext } from '../../command-context.js';
import type { Command } from '../../command-line/command.js';
import { type Flag, onOff, text, texts } from '../../command-line/flag.js';
import { many } from '../../command-line/positional.js';
import { readPairs, withAlertname } from '../matcher-arguments.js';
import { matcherExamples } from '../matcher-examples.js';

const AUTHOR: Flag<string> = { ...text('author', "Who creates the silence. The user's name by default."), short: 'a' };
const REQUIRE_COMMENT = { ...onOff('require-comment', 'Insist on a comment.', true), isHidden: true };
const DURATION: Flag<string> = { ...text('duration', 'How long it lasts: 30m, 2h, 1d, 1w.', '1h'), short: 'd' };
const START = text('start', 'When it starts, in RFC 3339: 2006-01-02T15:04:05-07:00. Now by default.');
const END = text('end', 'When it ends, in RFC 3339; wins over the duration.');
const COMMENT: Flag<string> = { ...text('comment', 'Why alerts are silenced.'), short: 'c' };
const ANNOTATIONS = texts('annotation', 'An annotation, name=value. May be repeated.', []);
const MATCHERS = many('matcher-groups', 'What the labels of the alerts have to match.');

export const silenceAdd: Command = {
  name: 'add',
  help: `Add a silence for the alerts that all matchers match, and print its id.

${matcherExamples('amtool silence add -c "known"')}`,
  flags: [AUTHOR, REQUIRE_COMMENT, DURATION, START, END, COMMENT, ANNOTATIONS],
  positionals: [MATCHERS],
  async run(context) {
    const { values, world } = context;
    const matchers = withAlertname(values.all(MATCHERS), context).map(context.matcher);
    if (matchers.length === 0) throw new Error('no matchers specified');
    const { startsAt, endsAt } = await readPeriod(context);
    const comment = values.get(COMMENT);
    if (values.get(REQUIRE_COMMENT) && comment === '') throw new Error('comment required by config');
    const annotations = readPairs(values.get(ANNOTATIONS), context, 'annotations must be specified as key=value pairs');
    const createdBy = values.isGiven(AUTHOR) ? values.get(AUTHOR) : world.userName();
    const api = await context.api();
    const content = { annotations, comment, createdBy, endsAt, matchers: matchers.map(wireMatcher), startsAt };
    world.out(`${await api.postSilence({ id: '', ...content })}\n`);
  },
};

async function readPeriod({ values, world }: CommandContext) {
  const { isAfter, later, rfc3339, utcMoment } = await import('../moments.js');
  const { silenceDurationMs } = await import('./silence-duration.js');
  const [start, end] = [values.get(START), values.get(END)];
  const startsAt = start === '' ? utcMoment(world.nowMs()) : rfc3339(start);
  const endsAt = end === '' ? later(startsAt, silenceDurationMs(values.get(DURATION))) : rfc3339(end);
  if (isAfter(startsAt, endsAt)) throw new Error('silence cannot start after it ends');
  return { startsAt, endsAt };
}

function wireMatcher({ name, value, isRegex, isNegative }: Matcher) {
  return { isEqual: !isNegative, isRegex, name, value };
}
