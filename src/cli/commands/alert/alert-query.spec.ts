import { amtool } from '../../../../test/support/amtool-in-process.js';
import { NOW_MS } from '../../../../test/support/cli-world.js';

const at = (ms: number) => new Date(NOW_MS + ms).toISOString();
const HOUR_MS = 3_600_000;

const ALERTS = [
  {
    annotations: { summary: 'two\twords', b: '<x>' },
    endsAt: at(HOUR_MS),
    fingerprint: 'f1',
    receivers: [{ name: 'team', extra: 1 }],
    startsAt: '2026-03-01T14:00:00.123+02:00',
    status: { inhibitedBy: [], mutedBy: [], silencedBy: ['s'], state: 'active', extra: 1 },
    updatedAt: at(0),
    generatorURL: 'http://g',
    labels: { zone: 'a "b"', alertname: 'Late' },
    extra: true,
  },
  { labels: { alertname: 'Early' }, annotations: {}, startsAt: at(-HOUR_MS), endsAt: at(0), status: { state: 'x' } },
];

describe('alert query', () => {
  const api = { 'GET /api/v2/alerts': ALERTS };

  it('prints a table in the order of starting', async () => {
    expect((await amtool('alert', { api })).out).toBe(
      [
        'Alertname  Starts At                  Summary  State  ',
        'Early      2026-03-01 11:00:00 UTC             x      ',
        'Late       2026-03-01 14:00:00 +0200  two      words  active  ',
        '',
      ].join('\n'),
    );
  });

  it('names a zone that is the local one, and prints dates as it is told', async () => {
    const { out } = await amtool(['alert', '--date.format=15:04 MST'], { api, localZone: 'Europe/Helsinki' });
    expect(out).toContain('14:00 EET');
    expect(out).toContain('11:00 UTC');
  });

  it('prints everything in the extended form', async () => {
    const { out } = await amtool('alert -o extended', { api });
    expect(out.split('\n')[0]).toMatch(
      /^Labels {2,}Annotations {2,}Starts At {2,}Ends At {2,}Generator URL {2,}State {2,}$/,
    );
    expect(out).toContain('alertname="Late" zone="a "b""  b="<x>" summary="two  words"');
  });

  it('prints the models of the API as JSON, on one line', async () => {
    const { out } = await amtool('alert -o json', { api });
    expect(out).toMatch(
      /^\[\{"annotations":\{"b":"\\u003cx\\u003e","summary":"two\\twords"\},"endsAt":"2026-03-01T13:00:00\.000Z","fingerprint":"f1","receivers":\[\{"name":"team"\}\],"startsAt":"2026-03-01T14:00:00\.123\+02:00","status":\{"inhibitedBy":\[\],"mutedBy":\[\],"silencedBy":\["s"\],"state":"active"\},"updatedAt":"2026-03-01T12:00:00\.000Z","generatorURL":"http:\/\/g","labels":\{"alertname":"Late","zone":"a \\"b\\""\}\},\{/,
    );
    expect(out).toContain('"fingerprint":null,"receivers":null,');
    expect(out).not.toContain('extra');
  });

  it.each`
    line                      | query
    ${'alert'}                | ${'active=true&inhibited=false&silenced=false&unprocessed=false'}
    ${'alert -s'}             | ${'active=false&inhibited=false&silenced=true&unprocessed=false'}
    ${'alert -isau'}          | ${'active=true&inhibited=true&silenced=true&unprocessed=true'}
    ${'alert query -r a|b x'} | ${'active=true&filter=alertname%3D%22x%22&inhibited=false&receiver=a%7Cb&silenced=false&unprocessed=false'}
    ${'alert a=b c!~(d*)'}    | ${'active=true&filter=a%3Db&filter=c%21~%28d%2A%29&inhibited=false&silenced=false&unprocessed=false'}
    ${'alert {a=b}'}          | ${'active=true&filter=alertname%3D%22%7Ba%3Db%7D%22&inhibited=false&silenced=false&unprocessed=false'}
  `('asks for $query with "$line"', async ({ line, query }) => {
    const { requests } = await amtool(line, { api });
    expect(requests.map(({ url }) => url)).toEqual([`http://am/api/v2/alerts?${query}`]);
  });
});
