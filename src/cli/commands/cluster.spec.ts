import { amtool } from '../../../test/support/amtool-in-process.js';
import { NOW_MS } from '../../../test/support/cli-world.js';

const at = (ms: number) => new Date(NOW_MS + ms).toISOString();

describe('cluster and config', () => {
  const api = {
    'GET /api/v2/status': {
      cluster: {
        name: 'me',
        status: 'ready',
        peers: [
          { name: 'b', address: '10.0.0.2:9094' },
          { name: 'me', address: '10.0.0.1:9094' },
        ],
      },
      config: { original: 'route: {}\n' },
      uptime: at(0),
      versionInfo: { branch: 'b', buildDate: 'd', buildUser: 'u', goVersion: 'g', revision: 'r', version: '0.34.0' },
    },
  };

  it.each`
    line                         | out
    ${'cluster'}                 | ${'Cluster Status:  ready\nNode Name:       me\n'}
    ${'cluster show -oextended'} | ${'Cluster Status:  ready\nNode Name:       me\n\nAddress        Name\n10.0.0.1:9094  me  \n10.0.0.2:9094  b   \n'}
    ${'cluster -ojson'}          | ${'{"name":"me","peers":[{"address":"10.0.0.2:9094","name":"b"},{"address":"10.0.0.1:9094","name":"me"}],"status":"ready"}\n'}
    ${'config'}                  | ${'route: {}\n\n'}
    ${'config show -o extended'} | ${'route: {}\n\nbuildUser u\ngoVersion g\nrevision r\nversion 0.34.0\nbranch b\nbuildDate d\nuptime 2026-03-01T12:00:00.000Z\n'}
  `('"$line"', async ({ line, out }) => {
    expect(await amtool(line, { api })).toMatchObject({ code: 0, out, err: '' });
  });
});
