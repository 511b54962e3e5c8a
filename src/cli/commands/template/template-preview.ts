import { RequestProblem } from '../../client/tocsin-api.js';
import type { CommandContext } from '../../command-context.js';
import type { Command } from '../../command-line/command.js';
import { type Flag, text } from '../../command-line/flag.js';
import { many } from '../../command-line/positional.js';
import { withAlertname } from '../matcher-arguments.js';
import { DATA, GLOBS, renderLocally, TEXT, TYPE } from './template-render.js';

const NAME = text('name', 'The definition to render, by its name.', '');
const RECEIVER = text('receiver', 'The receiver of the group that is meant.', '');
const AT = text('at', 'Render the group as it was when it was flushed last before this time (RFC 3339).', '');
const MATCHERS = many('matcher-groups', 'Of an alert of the group that is meant.');
const MAYBE_GLOBS = { ...GLOBS, isRequired: false };
const SHORT_TEXT: Flag<string> = { ...TEXT, aliases: ['text'], isRequired: false };

/** The same as amtool's where template files are named; else a running server renders, with what it has loaded. */
export const templatePreview: Command = {
  name: 'render',
  help: `Render a template, to see what a notification would look like.

With --template.glob, the definitions of these files are used, and made-up alerts or those of --template.data:

\ttocsin template render --template.glob='templates/*.tmpl' --template.text='{{ template "slack.default.title" . }}'

Without, the server of --alertmanager.url renders with the templates that it has loaded, over the group that has an alert \
which meets the matchers, or over --template.data:

\ttocsin template render --name=slack.default.title alertname=DiskFull`,
  flags: [MAYBE_GLOBS, SHORT_TEXT, NAME, TYPE, DATA, RECEIVER, AT],
  positionals: [MATCHERS],
  async run(context) {
    const globs = context.values.get(MAYBE_GLOBS);
    context.world.out(globs.length > 0 ? await renderHere(context, globs) : await renderThere(context));
  },
};

function renderHere(context: CommandContext, globs: readonly string[]): Promise<string> {
  const { text: source, name = '' } = sourceOf(context);
  return renderLocally(context, globs, source ?? `{{ template ${JSON.stringify(name)} . }}`);
}

async function renderThere(context: CommandContext): Promise<string> {
  const { postToTocsin } = await import('../../client/tocsin-api.js');
  const { values } = context;
  const source = sourceOf(context);
  const request = { ...source, type: values.get(TYPE) ?? 'text', ...subjectOf(context) };
  try {
    const { output } = await postToTocsin(await context.connection(), '/templates/render', request);
    return String(output);
  } catch (error) {
    throw error instanceof RequestProblem ? explained(error, source.text) : error;
  }
}

/** @throws {Error} unless one of text and name is given */
function sourceOf({ values }: CommandContext): { readonly text?: string; readonly name?: string } {
  const [hasText, hasName] = [values.isGiven(SHORT_TEXT), values.isGiven(NAME)];
  if (hasText === hasName) throw new Error('give one of --template.text and --name: what is to be rendered');
  return hasText ? { text: values.get(SHORT_TEXT) } : { name: values.get(NAME) };
}

function subjectOf(context: CommandContext): object {
  const { values, world } = context;
  const file = values.get(DATA);
  if (file !== '') return { data: JSON.parse(world.files.readText(file)) };
  const [receiver, at] = [values.get(RECEIVER), values.get(AT)];
  const matchers = withAlertname(values.all(MATCHERS), context);
  return { group: { matchers, ...(receiver !== '' && { receiver }), ...(at !== '' && { at }) } };
}

/** Points at the place in the text, or lists the groups that were meant. */
function explained({ message, more }: RequestProblem, text: string | undefined): RequestProblem {
  const { line, column, candidates } = more;
  const lines = [message];
  const written = typeof line === 'number' ? text?.split('\n')[line - 1] : undefined;
  // Of a loaded definition the text is not at hand.
  if (written !== undefined && typeof column === 'number' && message.includes('template: :')) {
    lines.push(`  ${written}`, `  ${' '.repeat(charactersBefore(written, column - 1))}^`);
  }
  if (Array.isArray(candidates)) lines.push(...candidates.map((candidate) => `  ${JSON.stringify(candidate)}`));
  return new RequestProblem(lines.join('\n'), more);
}

function charactersBefore(line: string, bytes: number): number {
  return [...Buffer.from(line).subarray(0, bytes).toString()].length;
}
