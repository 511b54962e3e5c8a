import { tocsin } from '../../../../test/support/amtool-in-process.js';
import { answer } from '../../../../test/support/cli-world.js';

const RENDER = 'POST /api/tocsin/v1/templates/render';

function problem(status: number, more: object) {
  return answer(status, { title: 't', status, ...more });
}

describe('tocsin template render', () => {
  it('asks the server for a group, by matchers and receiver', async () => {
    const api = { [RENDER]: { output: 'a\nb' } };
    const argv = ['template', 'render', '--name=slack.default.title', '--receiver=team', 'DiskFull', 'a=~"b|c"'];
    const { code, out, bodies } = await tocsin(argv, { api });
    expect({ code, out }).toEqual({ code: 0, out: 'a\nb' });
    expect(bodies).toEqual([
      {
        name: 'slack.default.title',
        type: 'text',
        group: { matchers: ['alertname="DiskFull"', 'a=~"b|c"'], receiver: 'team' },
      },
    ]);
  });

  it('asks for a moment of the past, for HTML, and over data from a file', async () => {
    const api = { [RENDER]: { output: '' } };
    const past = ['template', 'render', '--text=x', '--template.type=html', '--at=2026-03-01T03:12:00Z', 'A'];
    expect((await tocsin(past, { api })).bodies).toEqual([
      { text: 'x', type: 'html', group: { matchers: ['alertname="A"'], at: '2026-03-01T03:12:00Z' } },
    ]);
    const files = { 'd.json': '{"receiver": "r"}' };
    expect((await tocsin('template render --text=x --template.data=d.json', { api, files })).bodies).toEqual([
      { text: 'x', type: 'text', data: { receiver: 'r' } },
    ]);
  });

  it('renders with template files as amtool does, without a server', async () => {
    const argv = ['template', 'render', '--template.glob=none', '--name=slack.default.color'];
    expect(await tocsin(argv)).toMatchObject({ code: 0, out: 'good', requests: [] });
  });

  it('points at the place where a text fails', async () => {
    const api = { [RENDER]: problem(422, { detail: 'template: :2:5: no', line: 2, column: 6 }) };
    const { code, err } = await tocsin(['template', 'render', '--text=a\nü {{ .x }}', 'A'], { api });
    expect({ code, err }).toEqual({ code: 1, err: 'tocsin: error: template: :2:5: no\n  ü {{ .x }}\n      ^\n' });
  });

  it('lists the groups when several are meant', async () => {
    const candidates = [{ receiver: 'a', labels: {} }];
    const api = { [RENDER]: problem(409, { detail: '2 groups', candidates }) };
    expect((await tocsin('template render --text=x A', { api })).err).toBe(
      'tocsin: error: 2 groups\n  {"receiver":"a","labels":{}}\n',
    );
  });

  it.each`
    line                          | complaint
    ${'template render A'}        | ${'give one of --template.text and --name: what is to be rendered\n'}
    ${'template render --text=x'} | ${'the server answers 404: is it a Tocsin?'}
  `('refuses "$line"', async ({ line, complaint }) => {
    const api = { [RENDER]: answer(404, '404 page not found', 'text/plain') };
    expect(await tocsin(line, { api })).toMatchObject({ code: 1, out: '', err: `tocsin: error: ${complaint}\n` });
  });
});
