import { amtool } from '../../../../test/support/amtool-in-process.js';
import { NOW_MS } from '../../../../test/support/cli-world.js';

const at = (ms: number) => new Date(NOW_MS + ms).toISOString();
const HOUR_MS = 3_600_000;

describe('silence add', () => {
  const api = { 'POST /api/v2/silences': { silenceID: 'new' } };

  it('posts a silence of the user and prints its id', async () => {
    const { code, out, bodies } = await amtool(
      ['silence', 'add', 'Full', 'a!~b', '-c', 'known', '--annotation', 'x=y'],
      { api },
    );
    expect({ code, out }).toEqual({ code: 0, out: 'new\n' });
    expect(bodies).toEqual([
      {
        annotations: { x: 'y' },
        comment: 'known',
        createdBy: 'ana',
        startsAt: at(0),
        endsAt: at(HOUR_MS),
        matchers: [
          { isEqual: true, isRegex: false, name: 'alertname', value: 'Full' },
          { isEqual: false, isRegex: true, name: 'a', value: 'b' },
        ],
      },
    ]);
  });

  it.each`
    flags                                       | period
    ${'-d 1w'}                                  | ${{ startsAt: at(0), endsAt: at(168 * HOUR_MS) }}
    ${'-d 1h --end=2026-03-02T00:00:00+01:00'}  | ${{ endsAt: '2026-03-02T00:00:00.000+01:00' }}
    ${'--start=2026-03-02T00:00:00+01:00 -d1h'} | ${{ startsAt: '2026-03-02T00:00:00.000+01:00', endsAt: '2026-03-02T00:00:00.000Z' }}
  `('lasts as $flags say', async ({ flags, period }) => {
    const { bodies } = await amtool(`silence add a=b -c x ${flags}`, { api });
    expect(bodies).toMatchObject([period]);
  });

  it.each`
    line                                                 | complaint
    ${'silence add'}                                     | ${'no matchers specified'}
    ${'silence add a=b'}                                 | ${'comment required by config'}
    ${'silence add a=b -c x -d 0'}                       | ${'silence duration must be greater than 0'}
    ${'silence add a=b -c x -d soon'}                    | ${'not a valid duration string: "soon"'}
    ${'silence add a=b -c x --end=2000-01-01T00:00:00Z'} | ${'silence cannot start after it ends'}
    ${'silence add a=b c -c x'}                          | ${'bad matcher format: c'}
    ${'silence add a=b -c x --annotation=b!=c'}          | ${'annotations must be specified as key=value pairs'}
  `('refuses $line', async ({ line, complaint }) => {
    expect(await amtool(line, { api })).toMatchObject({
      code: 1,
      err: `amtool: error: ${complaint}\n\n`,
      requests: [],
    });
  });

  it('can do without a comment, and take its author from elsewhere', async () => {
    const { bodies } = await amtool('silence add a=b --no-require-comment -a eve', { api });
    expect(bodies).toMatchObject([{ comment: '', createdBy: 'eve' }]);
  });
});
