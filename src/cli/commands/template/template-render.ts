import type { Command } from '../../command-line/command.js';
import { type Flag, oneOf, text, texts } from '../../command-line/flag.js';

const GLOBS = {
  ...texts('template.glob', 'Pattern of the template files to load; may be repeated.', []),
  isRequired: true,
};
const TEXT: Flag<string> = { ...text('template.text', 'The text to render.'), isRequired: true };
const TYPE = oneOf('template.type', 'How values are escaped: text, which is the default, or html.', ['html', 'text']);
const DATA: Flag<string> = {
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
  async run({ values, world }) {
    const { renderTemplate } = await import('./render-template.js');
    const rendering = values.get(TYPE) ?? 'text';
    const job = { globs: values.get(GLOBS), rendering, text: values.get(TEXT), dataFile: values.get(DATA) };
    world.out(await renderTemplate(job, world));
  },
};
