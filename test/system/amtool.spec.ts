import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { type AmtoolServer, OUR_AMTOOL, REAL_AMTOOL, type Run, runTool, startServer } from './amtool-servers.js';

jest.setTimeout(60_000);

/*
 * Our amtool beside Debian's, against a running Tocsin and against Debian's Alertmanager: both print the same, on stdout
 * and on stderr, and end with the same code.
 */

const CONFIG = `
global: {smtp_smarthost: 'localhost:25', smtp_from: a@example.org}
route:
  receiver: default
  group_by: [alertname]
  routes:
    - {matchers: [team="db"], receiver: db, continue: true, routes: [{matchers: ['severity=~"critical|page"'], receiver: page}]}
    - {matchers: [team="web"], receiver: web}
receivers: [{name: default}, {name: db}, {name: page}, {name: web, email_configs: [{to: web@example.org}]}]
inhibit_rules:
  - {source_matchers: [severity="critical"], target_matchers: [severity="warning"], equal: [alertname]}
`;

let folder: string;
const path = (name: string) => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-amtool-files-'));
  const files = {
    'good.yml': CONFIG,
    'with-templates.yml': `${CONFIG}templates: ['*.tmpl', 'none/*']\n`,
    'broken-template.yml': `${CONFIG}templates: ['broken.txt']\n`,
    'hello.tmpl': '{{ define "hello" }}hello {{ .Receiver }}{{ end }}',
    'broken.txt': '{{ define "hello" }}{{ .Receiver ',
    'data.json': JSON.stringify({
      receiver: 'team',
      alerts: [{ labels: { a: '<b>' }, startsAt: '2026-01-01T00:00:00+02:00' }],
    }),
    'text.json': 'no JSON',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path(name), text);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs both with the same arguments. */
function both(args: readonly string[], options?: { input?: string; home?: string }): { ours: Run; real: Run } {
  return { ours: runTool(OUR_AMTOOL, args, options), real: runTool(REAL_AMTOOL, args, options) };
}

describe.each(['Tocsin', 'Alertmanager'] as const)('amtool with %s', (kind) => {
  let server: AmtoolServer;
  const on = (line: string | readonly string[]) => [
    `--alertmanager.url=${server.url}`,
    '--no-version-check',
    ...(typeof line === 'string' ? line.split(' ') : line).map((word) => word.replace('FOLDER', folder)),
  ];

  beforeAll(async () => {
    server = await startServer(kind, CONFIG);
    const lines = [
      [
        'alert',
        'add',
        'DiskFull',
        'team=db',
        '--annotation=summary=the disk is full',
        '--annotation=b=x y',
        '--start=2026-01-01T00:00:00Z',
      ],
      [
        'alert',
        'add',
        'alertname=Down',
        'severity=critical',
        '--end=2099-01-01T00:00:00+02:00',
        '--generator-url=http://g/x?y=<z>',
      ],
      ['alert', 'add', 'alertname=Down', 'severity=warning', '--annotation=summary=two\nlines\tand a tab'],
      ['alert', 'add', 'Größe überschritten', 'path=C:\\\\x "y"'.replace(/"/g, "'")],
      ['silence', 'add', 'Größe überschritten', '-a', 'ana', '-c', 'known'],
      ['silence', 'add', '-a', 'bob <b@example.org>', '-c', 'two\nlines', '-d', '2d', 'a=~b.*', 'c!=d', 'e!~f|g', 'h='],
      [
        'silence',
        'add',
        '-a',
        'x',
        '-c',
        'later',
        '--start=2098-01-01T00:00:00Z',
        '--end=2099-01-01T01:00:00+01:00',
        'future=yes',
      ],
    ];
    for (const line of lines) {
      const { code, err } = runTool(OUR_AMTOOL, on(line));
      expect({ code, err }).toEqual({ code: 0, err: '' });
    }
  });
  afterAll(() => server?.stop());

  it.each([
    'alert',
    'alert query -isau',
    'alert -s',
    'alert -i --active',
    'alert --receiver=db|web',
    'alert DiskFull',
    'alert query alertname=Down severity!=warning',
    'alert alertname=~D.* -isa',
    'alert nothing=here',
    '-o extended alert -isau',
    'silence',
    'silence query -o extended',
    'silence -o json',
    'silence -q',
    'silence --created-by=ana',
    'silence --within=3h',
    'silence query --expired --within 1h',
    'silence future=yes',
    'cluster',
    'cluster show -o extended',
    'cluster -o json',
    'config',
    'config show -o json',
    'config routes --config.file=FOLDER/good.yml',
    'config routes test --config.file=FOLDER/good.yml',
    'config routes test --config.file=FOLDER/good.yml --tree team=db severity=page',
    'config routes test --config.file=FOLDER/good.yml --verify.receivers=web team=web',
    'config routes test --config.file=FOLDER/good.yml --verify.receivers=db team=web',
    'check-config FOLDER/good.yml FOLDER/with-templates.yml',
    'check-config FOLDER/broken-template.yml',
    'template render --template.glob=FOLDER/hello.tmpl --template.text={{template"hello".}}',
    'template render --template.glob=none --template.text={{.CommonLabels.Values}}{{.ExternalURL}}',
    'template render --template.glob=none --template.data=FOLDER/data.json --template.text={{range.Alerts}}{{.Labels.a}}{{.StartsAt}}{{end}}',
    'template render --template.glob=none --template.data=FOLDER/data.json --template.type=html --template.text={{range.Alerts}}{{.Labels.a}}{{end}}',
  ])('prints the same for %s', (line) => {
    const { ours, real } = both(on(line));
    expect(ours).toEqual(real);
  });

  it.each(['alert -o json', 'alert query -isau -o json'])('prints the same for %s, but for what is new', (line) => {
    const { ours, real } = both(on(line));
    // Debian's release does not know mutedBy; its server does not answer it.
    expect({ ...ours, out: ours.out.replace(/"mutedBy":(null|\[[^\]]*\]),/g, '') }).toMatchObject({
      out: real.out,
      err: real.err,
    });
  });

  it.each(['Mon Jan _2 3:04PM 2006', '2006-01-02T15:04:05.000Z07:00', 'no date'])('prints dates as "%s"', (layout) => {
    const { ours, real } = both(on(['alert', '-isau', '-oextended', `--date.format=${layout}`]));
    expect(ours).toEqual(real);
  });

  it.each([
    'alert --foo',
    'alert -z',
    '-x',
    '-',
    'nope',
    'template',
    'template nope',
    'cluster extra',
    '--verbose=true cluster',
    'alert -o xml',
    '-o json alert -o json',
    'alert --timeout=5x',
    'alert --timeout=0s',
    '@/nonexistent',
    'help nope',
    'help alert nope',
    'alert add a=b c=~d',
    'alert add a b',
    'alert add a --start=tomorrow',
    'alert add a --end=2026-13-01T00:00:00Z',
    'silence add',
    'silence add a',
    'silence add a=b -c x -d 0',
    'silence add a=b -c x --start=tomorrow',
    'silence add a=b -c x --end=2000-01-01T00:00:00Z',
    'silence --within=1x',
    'silence expire',
    'silence update',
    'silence import FOLDER/nope',
    'silence import FOLDER',
    'silence import FOLDER/text.json',
    'silence import a b',
    'config routes --config.file=FOLDER/nope',
    'check-config FOLDER/nope',
    'check-config FOLDER',
    'template render --template.glob=none --template.type=xml --template.text=x',
    'template render --template.glob=[ --template.text=x',
    'template render --template.glob=FOLDER/broken.txt --template.text=x',
    'template render --template.glob=none --template.text={{.Nope}}',
    'template render --template.glob=none --template.text=x --template.data=FOLDER/nope',
    'template render --template.glob=none --template.text=x --template.data=FOLDER/text.json',
  ])('complains the same of %s', (line) => {
    const { ours, real } = both(on(line));
    expect(ours).toEqual(real);
    expect(ours.code).toBe(1);
  });

  it('says the same of a server that is not there', () => {
    const argv = ['--no-version-check', 'alert'];
    for (const url of [
      'http://127.0.0.1:1',
      'https://127.0.0.1:1/x/',
      'localhost:9093',
      `${server.url}`.replace('http', 'https'),
    ]) {
      const { ours, real } = both([`--alertmanager.url=${url}`, ...argv]);
      expect(ours).toEqual(real);
    }
  });

  it('reads a configuration file for its defaults', () => {
    const home = mkdtempSync(join(folder, 'home-'));
    const defaults = `alertmanager.url: ${server.url}\noutput: extended\nversion-check: false\n`;
    // Debian's has another name for the file.
    for (const file of ['.config/amtool/config.yml', '.config/prometheus/amtool.yml']) {
      mkdirSync(join(home, file, '..'), { recursive: true });
      writeFileSync(join(home, file), defaults);
    }
    const { ours, real } = both(['silence'], { home });
    expect(ours).toEqual(real);
    expect(ours.out).toContain('Updated At');
  });

  it('adds, updates and expires silences that the other one sees', () => {
    const ids = [OUR_AMTOOL, REAL_AMTOOL].map((tool) => {
      const { code, out } = runTool(tool, on('silence add by=hand -c x -a ana -d 1h --start=2097-01-01T00:00:00Z'));
      expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^[-0-9a-f]{36}\n$/) });
      return out.trim();
    });
    const [ourId = '', realId = ''] = ids;
    const updates = [
      runTool(OUR_AMTOOL, on(['silence', 'update', ourId, '-d', '1d', '-c', 'updated'])),
      runTool(REAL_AMTOOL, on(['silence', 'update', realId, '-d', '1d', '-c', 'updated'])),
    ].map(({ code, out, err }) => ({ code, err, out: ids.reduce((text, id) => text.replaceAll(id, 'ID'), out) }));
    expect(updates[0]).toEqual(updates[1]);
    expect(updates[0]?.out).toContain('2097-01-02 00:00:00 UTC  ana         updated');

    // Alertmanager lists silences that end together in any order.
    const sorted = ({ out, ...rest }: { out: string; code: number | null; err: string }) => {
      return { code: rest.code, err: rest.err, lines: out.split('\n').toSorted() };
    };
    const { ours, real } = both(on('silence by=hand'));
    expect(sorted(ours)).toEqual(sorted(real));
    expect(runTool(OUR_AMTOOL, on(['silence', 'expire', realId]))).toMatchObject({ code: 0, all: '' });
    expect(runTool(REAL_AMTOOL, on(['silence', 'expire', ourId]))).toMatchObject({ code: 0, all: '' });
    expect(runTool(OUR_AMTOOL, on('silence -q by=hand')).out).toBe('');
  });

  it('imports what the other one exports', () => {
    const exported = both(on('silence -o json'));
    const count = JSON.parse(exported.ours.out).length as number;
    for (const [tool, text] of [
      [OUR_AMTOOL, exported.real.out],
      [REAL_AMTOOL, exported.ours.out],
    ] as const) {
      const { code, out, err } = runTool(tool, on('silence import --force'), { input: text });
      expect({ code, err, ids: out.split('\n').length - 1 }).toEqual({ code: 0, err: '', ids: count });
    }
  });
});
