import { amtool } from '../../../../test/support/amtool-in-process.js';
import { NOW_MS } from '../../../../test/support/cli-world.js';

const at = (ms: number) => new Date(NOW_MS + ms).toISOString();
const HOUR_MS = 3_600_000;

const silence = (id: string, endsInMs: number, rest: object = {}) => ({
  id,
  status: { state: 'active' },
  updatedAt: at(0),
  comment: `about ${id}`,
  createdBy: 'bob',
  endsAt: at(endsInMs),
  startsAt: at(-2 * HOUR_MS),
  matchers: [
    { name: 'alertname', value: 'Full', isRegex: false, isEqual: true },
    { name: 'b c', value: '.*', isRegex: true },
    { name: 'd', value: 'e"', isRegex: true, isEqual: false },
    { name: 'f', value: '', isRegex: false, isEqual: false },
  ],
  ...rest,
});

describe('silence query', () => {
  const silences = [
    silence('far', 5 * HOUR_MS),
    silence('near', HOUR_MS, { createdBy: 'ana' }),
    silence('over', -HOUR_MS),
    silence('long-over', -5 * HOUR_MS),
  ];
  const api = { 'GET /api/v2/silences': silences };

  it.each`
    line                                   | ids
    ${'silence -q'}                        | ${['far', 'near']}
    ${'silence query -q --within 2h'}      | ${['near']}
    ${'silence -q --expired'}              | ${['over', 'long-over']}
    ${'silence -q --expired --within=90m'} | ${['over']}
    ${'silence -q --created-by=ana'}       | ${['near']}
    ${'silence -q --id far'}               | ${['far']}
    ${'silence -q --id over'}              | ${[]}
  `('"$line" shows $ids', async ({ line, ids }) => {
    expect((await amtool(line, { api })).out).toBe(ids.map((id: string) => `${id}\n`).join(''));
  });

  it('prints a table in the order of ending', async () => {
    expect((await amtool('silence', { api })).out).toBe(
      [
        'ID    Matchers                                     Ends At                  Created By  Comment     ',
        'near  alertname="Full" "b c"=~".*" d!~"e\\"" f!=""  2026-03-01 13:00:00 UTC  ana         about near  ',
        'far   alertname="Full" "b c"=~".*" d!~"e\\"" f!=""  2026-03-01 17:00:00 UTC  bob         about far   ',
        '',
      ].join('\n'),
    );
  });

  it('prints everything in the extended form', async () => {
    const { out } = await amtool('silence -o extended --id near', { api });
    expect(out).toContain(
      'near  {alertname="Full","b c"=~".*",d!~"e\\"",f!=""}  2026-03-01 10:00:00 UTC  2026-03-01 13:00:00 UTC  2026-03-01 12:00:00 UTC  ana         about near  \n',
    );
  });

  it('prints the models of the API as JSON, in the order of the API', async () => {
    const { out } = await amtool('silence -o json', { api });
    expect(
      out.startsWith(
        '[{"id":"far","status":{"state":"active"},"updatedAt":"2026-03-01T12:00:00.000Z","comment":"about far","createdBy":"bob","endsAt":"2026-03-01T17:00:00.000Z","matchers":[{"isEqual":true,"isRegex":false,"name":"alertname","value":"Full"},{"isRegex":true,',
      ),
    ).toBe(true);
    expect(out).toMatch(/^[^\n]*\n$/);
  });
});
