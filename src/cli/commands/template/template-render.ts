import type { CommandContext } from '../../command-context.js';
import type { Command } from '../../command-line/command.js';
import { type Flag, oneOf, text, texts } from '../../command-line/flag.js';

export const GLOBS = {
  ...texts('template.glob', 'Pattern of the template files to load; may be repeated.', []),
  isRequired: true,
};
export const TEXT: Flag<string> = { ...text('template.text', 'The text to render.'), isRequired: true };
export const TYPE = oneOf('template.type', 'How values are escaped: text, which is the default, or html.', [
  'html',
  'text',
]);
export const DATA: Flag<string> = {
  ...text(
    'template.data',
    'File with what is rendered: the data of a notification in JSON, as https://pkg.go.dev/github.com/prometheus/' +
      'alertmanager/template#Data describes it. Without it made-up alerts are.',
  ),
  defaults: [],
  check: (path, files) => void files.readText(path),
};

export const templateRender: Command = {
  name: 'render',
  help: `Render a text with the definitions of template files, and with those that are built in.

\tamtool template render --template.glob='templates/*.tmpl' --template.text='{{ template "slack.default.title" . }}'`,
  flags: [GLOBS, TEXT, TYPE, DATA],
  async run(context) {
    context.world.out(await renderLocally(context, context.values.get(GLOBS), context.values.get(TEXT)));
  },
};

/** Renders a text with the definitions of the files. @throws {Error} */
export async function renderLocally(
  { values, world }: CommandContext,
  globs: readonly string[],
  source: string,
): Promise<string> {
  const { renderTemplate } = await import('./render-template.js');
  const rendering = values.get(TYPE) ?? 'text';
  return renderTemplate({ globs, rendering, text: source, dataFile: values.get(DATA) }, world);
}
