import { amtool } from '../../../../test/support/amtool-in-process.js';

describe('template render', () => {
  const render = (text: string, ...rest: readonly string[]) =>
    amtool(['template', 'render', '--template.glob=none', `--template.text=${text}`, ...rest], {
      files: { 'd.json': DATA, 'bad.json': '{' },
    });
  const DATA = JSON.stringify({
    Receiver: 'team',
    status: 'odd',
    alerts: [{ labels: { a: '<b>' }, startsAt: '2026-03-01T14:00:00+02:00' }],
    routeLabels: { page: '{{ .Receiver }}!' },
    unknown: 1,
  });

  it.each`
    text                                                                  | out
    ${'{{ .Status }} {{ len .Alerts.Firing }} {{ .CommonLabels.Names }}'} | ${'alertstatus 1 [commonlabelkey1 commonlabelkey2]'}
    ${'{{ template "slack.default.title" . }}'}                           | ${'[ALERTSTATUS] grouplabelvalue1 grouplabelvalue2 '}
    ${''}                                                                 | ${''}
  `('renders $text over made-up alerts', async ({ text, out }) => {
    expect(await render(text)).toMatchObject({ code: 0, out, err: '' });
  });

  it('renders data from a file, as text and as HTML', async () => {
    const text =
      '{{ .Receiver }} {{ .Status }} {{ range .Alerts }}{{ .Labels.a }} {{ .StartsAt }}{{ end }} {{ routeLabels "page" }}';
    const shown = (label: string) => `team odd ${label} 2026-03-01 14:00:00 +0200 +0200 team!`;
    expect((await render(text, '--template.data=d.json')).out).toBe(shown('<b>'));
    expect((await render(text, '--template.data=d.json', '--template.type=html')).out).toBe(
      shown('&lt;b&gt;').replaceAll('+', '&#43;'),
    );
  });

  it.each`
    text            | flag                          | complaint
    ${'{{ .Foo }}'} | ${'--template.type=text'}     | ${'template: :1:3: executing "" at <.Foo>: can\'t evaluate field Foo in type template.Data'}
    ${'x'}          | ${'--template.type=xml'}      | ${"enum value must be one of html,text, got 'xml'"}
    ${'x'}          | ${'--template.data=gone'}     | ${'open gone: no such file or directory'}
    ${'x'}          | ${'--template.data=bad.json'} | ${'unexpected end of JSON input'}
    ${'x'}          | ${'--template.glob=['}        | ${'syntax error in pattern'}
  `('refuses $text with $flag', async ({ text, flag, complaint }) => {
    expect(await render(text, flag)).toMatchObject({ code: 1, out: '', err: `amtool: error: ${complaint}\n\n` });
  });
});
