import { answer, type CliWorldParts, cliWorld } from '../../../test/support/cli-world.js';
import { AMTOOL_COMMANDS } from '../commands/all-commands.js';
import { programOf } from './program.js';
import { runProgram } from './run-program.js';

const AMTOOL = programOf('amtool', AMTOOL_COMMANDS);
const URL = '--alertmanager.url=http://am:9093';
const OWN = '/home/ana/.config/amtool/config.yml';

async function run(argv: readonly string[], parts: CliWorldParts = {}) {
  const world = cliWorld({ environment: { HOME: '/home/ana' }, ...parts });
  const code = await runProgram(AMTOOL, argv, world);
  return { code, out: world.printed(), err: world.complained(), requests: world.requests };
}

const EMPTY_API = { 'GET /api/v2/alerts': [], 'GET /api/v2/silences': [] };

describe('runProgram', () => {
  it.each`
    argv                                                                          | complaint
    ${['alert']}                                                                  | ${'required flag --alertmanager.url not provided\n'}
    ${['alert', '--timeout=x', URL]}                                              | ${'required flag --alertmanager.url not provided\n'}
    ${['alert', URL, '--timeout=x']}                                              | ${'time: invalid duration "x"\n\n'}
    ${['alert', URL, '-o', 'xml']}                                                | ${"enum value must be one of simple,extended,json, got 'xml'\n\n"}
    ${['-o', 'json', 'alert', '-o', 'json', URL]}                                 | ${'required flag --alertmanager.url not provided\n'}
    ${[URL, '-o', 'json', 'alert', '-o', 'json']}                                 | ${"flag 'output' cannot be repeated\n\n"}
    ${['--foo', '--version']}                                                     | ${"unknown long flag '--foo'\n\n"}
    ${['--version', '--foo']}                                                     | ${"unknown long flag '--foo'\n\n"}
    ${['help', 'foo']}                                                            | ${'expected command but got "foo"\n'}
    ${['help', 'alert', 'foo']}                                                   | ${'expected command but got "foo"\n'}
    ${['template']}                                                               | ${"must select a subcommand of 'template'\n\n"}
    ${['template', 'render']}                                                     | ${"required flag(s) '--template.glob', '--template.text' not provided\n\n"}
    ${['check-config', 'nope.yml']}                                               | ${"path 'nope.yml' does not exist\n\n"}
    ${['check-config', '/home/ana']}                                              | ${"'ana' is a directory\n\n"}
    ${['cluster', URL, '--enable-feature=x']}                                     | ${"error parsing the feature flag list: unknown option 'x' for --enable-feature\n\n"}
    ${['cluster', URL, '--http.config.file=h.yml']}                               | ${"path 'h.yml' does not exist\n\n"}
    ${['cluster', '--alertmanager.url=http://u@am', `--http.config.file=${OWN}`]} | ${'basic authentication and http.config.file are mutually exclusive\n'}
    ${['cluster', URL, `--http.config.file=${OWN}`]}                              | ${`failed to load HTTP config file: ${OWN}:1:1: field output not found in type config.HTTPClientConfig\n`}
  `('refuses $argv', async ({ argv, complaint }) => {
    const { code, out, err } = await run(argv, { files: { [OWN]: 'output: simple' } });
    expect({ code, out, err }).toEqual({ code: 1, out: '', err: `amtool: error: ${complaint}` });
  });

  it.each`
    argv                            | first
    ${['--version', 'alert']}       | ${'amtool, version 0.34.0 (branch: main, revision: tocsin-0.1.0)'}
    ${[]}                           | ${'usage: amtool [<flags>] <command> [<args> ...]'}
    ${['help']}                     | ${'usage: amtool [<flags>] <command> [<args> ...]'}
    ${['--help', '--timeout=x']}    | ${'usage: amtool [<flags>] <command> [<args> ...]'}
    ${['alert', '-h']}              | ${'usage: amtool alert <command> [<args> ...]'}
    ${['help', 'config', 'routes']} | ${'usage: amtool config routes [<flags>] <command> [<args> ...]'}
    ${['template', 'render', '-h']} | ${'usage: amtool template render --template.glob=TEMPLATE.GLOB --template.text=TEMPLATE.TEXT [<flags>]'}
    ${['silence', '--help-long']}   | ${'usage: amtool [<flags>] <command> [<args> ...]'}
    ${['--help-man']}               | ${'.TH amtool 1 amtool, version 0.34.0 (branch: main, revision: tocsin-0.1.0)'}
    ${['--completion-script-zsh']}  | ${'#compdef amtool'}
  `('tells $argv without a server', async ({ argv, first }) => {
    const { code, out, err } = await run(argv);
    expect({ code, err, first: out.split('\n')[0] }).toEqual({ code: 0, err: '', first });
  });

  it('lists the commands with what they take', async () => {
    expect((await run(['--help'])).out).toMatch(/\nCommands:\n {2}help \[<command>\.\.\.\]\n {2}alert\n {4}query\* /);
    expect((await run(['config', 'routes', '--help'])).out).toMatch(
      /\nCommands:\n {2}config routes\n {6}show\*\n {6}test \[<flags>\] \[<labels>\.\.\.\]\n\n$/,
    );
  });

  it('hides a flag that nobody needs', async () => {
    expect((await run(['silence', 'add', '--help'])).out).not.toContain('require-comment');
  });

  it.each`
    typed                                                  | words
    ${['--completion-bash', 'alert', '']}                  | ${'query\nadd'}
    ${['--completion-bash', 'config', 'routes', '']}       | ${'show\ntest'}
    ${['--completion-bash', '--output', '']}               | ${'simple\nextended\njson'}
    ${['--completion-bash', '']}                           | ${'help\nalert\nsilence\ncheck-config\ncluster\nconfig\ntemplate'}
    ${['--completion-bash', 'silence', 'expire', 'x', '']} | ${''}
  `('completes $typed', async ({ typed, words }) => {
    expect((await run(typed)).out).toBe(words);
  });

  describe('with configuration files', () => {
    it('takes defaults from them, and the command line wins', async () => {
      const files = { [OWN]: 'alertmanager.url: http://am:9093\noutput: json\nversion-check: false' };
      expect(await run(['alert'], { files, api: EMPTY_API })).toMatchObject({ code: 0, out: '[]\n', requests: [{}] });
      const { out } = await run(['alert', '--output=simple'], { files, api: EMPTY_API });
      expect(out).toBe('Alertname  Starts At  Summary  State  \n');
    });

    it.each`
      text              | complaint
      ${'output: xml'}  | ${"enum value must be one of simple,extended,json, got 'xml'"}
      ${'verbose: yes'} | ${'strconv.ParseBool: parsing "yes": invalid syntax'}
      ${'[]'}           | ${'could not load config file: yaml: unmarshal errors:\n  line 1: cannot unmarshal !!seq into map[string]string'}
    `('refuses $text', async ({ text, complaint }) => {
      const { code, err } = await run(['cluster', URL], { files: { [OWN]: text } });
      expect({ code, err }).toEqual({ code: 1, err: `amtool: error: ${complaint}\n\n` });
    });

    it('gives a required flag its value', async () => {
      const files = { [OWN]: 'template.glob: none\ntemplate.text: hello' };
      expect(await run(['template', 'render'], { files })).toMatchObject({ code: 0, out: 'hello' });
    });
  });

  describe('the version check', () => {
    const status = (version: string) => ({ 'GET /api/v2/status': { versionInfo: { version } }, ...EMPTY_API });

    it.each`
      version          | warning
      ${'0.34.7'}      | ${''}
      ${'0.34.0-rc.1'} | ${''}
      ${'0.25.0'}      | ${'Warning: amtool version (0.34.0) and alertmanager version (0.25.0) are different.\n'}
      ${'x'}           | ${'Warning: amtool version (0.34.0) and alertmanager version (x) are different.\n'}
    `('says "$warning" of $version', async ({ version, warning }) => {
      expect(await run(['silence', URL, '-q'], { api: status(version) })).toMatchObject({ code: 0, err: warning });
    });

    it('can be left out, and goes on where the server does not tell', async () => {
      expect(await run(['silence', URL, '--no-version-check'], { api: status('0.25.0') })).toMatchObject({ err: '' });
      expect(await run(['silence', URL], { api: EMPTY_API })).toMatchObject({ code: 0, err: '' });
    });
  });

  describe('what the server answers', () => {
    const asked = (value: unknown) =>
      run(['alert', URL, '--no-version-check'], { api: { 'GET /api/v2/alerts': value } });

    it.each([
      [answer(400, 'bad "filter" <x>'), '[GET /alerts][400] getAlertsBadRequest "bad \\"filter\\" \\u003cx\\u003e"'],
      [answer(500, 'down', 'text/plain'), '[GET /alerts][500] getAlertsInternalServerError "down"'],
      [answer(401, 'who?', 'text/html'), '[GET /alerts] getAlerts (status 401): {}'],
      [
        answer(200, '<html>', 'text/html; charset=utf-8'),
        'an answer of type text/html cannot be read, the API of an Alertmanager answers application/json',
      ],
      [answer(200, 'x', 'image/png'), 'no consumer: "image/png"'],
      [{ ...answer(200, ''), body: '<html>' }, "invalid character '<' looking for beginning of value"],
      [answer(200, { a: 1 }), 'json: cannot unmarshal object into alerts of type list'],
      [
        answer(200, [{ startsAt: 'soon' }]),
        'parsing time "soon" as "2006-01-02T15:04:05Z07:00": cannot parse "soon" as "2006"',
      ],
    ])('%#: complains', async (value, complaint) => {
      const { code, out, err } = await asked(value);
      expect({ code, out, err }).toEqual({ code: 1, out: '', err: `amtool: error: ${complaint}\n\n` });
    });

    it('reads an empty answer as none', async () => {
      expect((await asked({ ...answer(200, ''), body: '' })).out).toBe('Alertname  Starts At  Summary  State  \n');
    });

    const WHERE = '"http://am:9093/api/v2/alerts?active=true&inhibited=false&silenced=false&unprocessed=false"';

    it('says why there is no answer', async () => {
      const cause = Object.assign(new Error(), {
        code: 'ECONNREFUSED',
        syscall: 'connect',
        address: '::1',
        port: 9093,
      });
      const { err } = await asked(new Error('Get "<redacted>"', { cause }));
      expect(err).toBe(`amtool: error: Get ${WHERE}: dial tcp [::1]:9093: connect: connection refused\n\n`);
    });

    it('has no time at all with a timeout of nothing', async () => {
      const { err } = await run(['alert', URL, '--no-version-check', '--timeout=0s'], { api: EMPTY_API });
      expect(err).toBe(`amtool: error: Get ${WHERE}: context deadline exceeded\n\n`);
    });

    it('speaks http and https alone', async () => {
      const { err } = await run(['alert', '--alertmanager.url=ftp://am', '--no-version-check']);
      expect(err).toContain('ftp://am/api/v2/alerts?');
      expect(err).toContain('unsupported protocol scheme "ftp"');
    });

    it('keeps the password out of what it says, and sends it', async () => {
      const argv = ['alert', '--alertmanager.url=http://ana:secret@am/pre/', '--no-version-check'];
      const { err, requests } = await run(argv);
      expect(err).not.toContain('secret');
      const [request] = requests;
      expect(request?.url).toMatch(/^http:\/\/am\/pre\/api\/v2\/alerts\?/);
      expect(request?.headers).toMatchObject({ authorization: `Basic ${btoa('ana:secret')}` });
    });
  });
});
