import { amtool, bareAmtool } from '../../../../test/support/amtool-in-process.js';

const ROUTES = `
route:
  receiver: all
  routes:
    - {matchers: [a="b"], receiver: x, continue: true, routes: [{matchers: [e="f"], receiver: y}]}
    - {matchers: ['c=~"d|e"'], receiver: w}
    - {receiver: last}
receivers: [{name: all}, {name: x}, {name: y}, {name: w}, {name: last}]
`;

describe('config routes', () => {
  const files = { 'a.yml': ROUTES };
  const api = { 'GET /api/v2/status': { config: { original: ROUTES } } };
  const TREE = [
    'Routing tree:',
    '.',
    '└── default-route  receiver: all',
    '    ├── {a="b"}  continue: true  receiver: x',
    '    │\u00a0\u00a0 └── {e="f"}  receiver: y',
    '    ├── {c=~"d|e"}  receiver: w',
    '    └── default-route  receiver: last',
    '',
    '',
  ].join('\n');

  it('draws the tree of the server, or that of a file', async () => {
    expect(await amtool('config routes', { api })).toMatchObject({ code: 0, out: TREE, err: '' });
    expect(await amtool('config routes --config.file=a.yml', { files })).toMatchObject({
      out: TREE,
      err: 'Warning: --config.file flag overrides the --alertmanager.url.\n',
    });
  });

  it.each`
    line                               | out
    ${'a=b e=f c=d'}                   | ${'y,w\n'}
    ${'--verify.receivers=x,last a=b'} | ${'x,last\n'}
    ${''}                              | ${'last\n'}
    ${'--tree a=b e=f c=d'}            | ${'Matching routes:\n.\n└── default-route\n    ├── {a="b"}\n    │\u00a0\u00a0 └── {e="f"}  receiver: y\n    └── {c=~"d|e"}  receiver: w\n\n\ny,w\n'}
  `('tells where "$line" goes', async ({ line, out }) => {
    const argv = ['config', 'routes', 'test', ...line.split(' ').filter(Boolean)];
    expect(await amtool(argv, { api })).toMatchObject({ code: 0, out });
  });

  it('fails where other receivers were expected', async () => {
    const out = 'w\nWARNING: Expected receivers did not match resolved receivers.\n';
    expect(await amtool('config routes test --verify.receivers=x c=d', { api })).toMatchObject({
      code: 1,
      out,
      err: '',
    });
  });

  it.each`
    labels         | complaint
    ${'{foo=bar}'} | ${'Failed to parse labels: unexpected open or close brace: {foo=bar}'}
    ${'a!=b'}      | ${'Labels must be specified as key=value pairs'}
  `('refuses $labels', async ({ labels, complaint }) => {
    expect((await amtool(`config routes test ${labels}`, { api })).err).toBe(`amtool: error: ${complaint}\n\n`);
  });

  it('needs a source', async () => {
    const { code, err } = await bareAmtool(['config', 'routes']);
    expect(code).toBe(1);
    expect(err).toBe('amtool: error: You have to specify one of --config.file or --alertmanager.url flags.\n');
  });
});
