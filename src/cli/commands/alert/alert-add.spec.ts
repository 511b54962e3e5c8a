import { amtool } from '../../../../test/support/amtool-in-process.js';
import { answer } from '../../../../test/support/cli-world.js';

describe('alert add', () => {
  const api = { 'POST /api/v2/alerts': answer(200, '', 'text/plain') };

  it('posts an alert and says nothing', async () => {
    const line = [
      'alert',
      'add',
      'Full',
      'a=b',
      '--annotation=summary=two words',
      '--annotation',
      'c=',
      '--start=2026-03-01T14:00:00+02:00',
      '--generator-url=http://g',
    ];
    const { code, out, err, bodies } = await amtool(line, { api });
    expect({ code, out, err }).toEqual({ code: 0, out: '', err: '' });
    expect(bodies).toEqual([
      [
        {
          labels: { alertname: 'Full', a: 'b' },
          annotations: { summary: 'two words', c: '' },
          startsAt: '2026-03-01T14:00:00.000+02:00',
          generatorURL: 'http://g',
        },
      ],
    ]);
  });

  it.each`
    line                               | complaint
    ${'alert add a=b c=~d'}            | ${'labels must be specified as key=value pairs'}
    ${'alert add a=b c'}               | ${'bad matcher format: c'}
    ${'alert add a --annotation=b!=c'} | ${'annotations must be specified as key=value pairs'}
    ${'alert add a --end=soon'}        | ${'parsing time "soon" as "2006-01-02T15:04:05Z07:00": cannot parse "soon" as "2006"'}
  `('refuses $line', async ({ line, complaint }) => {
    expect(await amtool(line, { api })).toMatchObject({
      code: 1,
      err: `amtool: error: ${complaint}\n\n`,
      requests: [],
    });
  });
});
