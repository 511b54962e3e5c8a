import { amtool } from '../../../test/support/amtool-in-process.js';

const ROUTES = `
route:
  receiver: all
  routes:
    - {matchers: [a="b"], receiver: x, continue: true, routes: [{matchers: [e="f"], receiver: y}]}
    - {matchers: ['c=~"d|e"'], receiver: w}
    - {receiver: last}
receivers: [{name: all}, {name: x}, {name: y}, {name: w}, {name: last}]
`;

describe('check-config', () => {
  it('tells what is in each file, and which are wrong', async () => {
    const bad = 'route: {receiver: b}\nreceivers: [{name: a}]\n';
    const { code, out, err } = await amtool('check-config a.yml bad.yml', {
      files: { 'a.yml': ROUTES, 'bad.yml': bad },
    });
    expect(code).toBe(1);
    expect(out).toMatch(
      /^Checking 'a\.yml' {2}SUCCESS\nFound:\n - global config\n - route\n - 0 inhibit rules\n - 5 receivers\n - 0 templates\n\nChecking 'bad\.yml' {2}FAILED: bad\.yml:1:8: .*undefined receiver "b" used in route.*\n\n$/,
    );
    expect(err).toBe('amtool: error: failed to validate 1 file(s)\n\n');
  });

  it('reads stdin, unless it is a terminal', async () => {
    expect((await amtool('check-config', { input: ROUTES })).out).toMatch(/^Checking '\/dev\/stdin' {2}SUCCESS\n/);
    expect((await amtool('check-config')).err).toBe('amtool: error: Failed to read from standard input\n');
  });

  it('warns of matchers that are read by the classic rules', async () => {
    const input = ROUTES.replace('a="b"', 'a=b c');
    const { code, err } = await amtool('check-config', { input });
    expect(code).toBe(0);
    expect(err).toMatch(
      /^time=2026-03-01T12:00:00\.000Z level=WARN msg="A matcher is read .* input="a=b c" .* suggestion=/,
    );
    expect(await amtool('--enable-feature=utf8-strict-mode check-config', { input })).toMatchObject({ code: 1 });
  });
});
