import { tocsin } from '../../../../test/support/amtool-in-process.js';
import { answer, NOW_MS } from '../../../../test/support/cli-world.js';
import { askedMoment } from './asked-moment.js';

const EXPLAIN = 'GET /api/tocsin/v1/explain';
const alert = (n: string) => ({ fingerprint: `f${n}`, labels: { alertname: 'Slow', n } });
const one = {
  at: '2026-03-01T12:00:00.000Z',
  sentence: 'Not sent to team: silenced.',
  alert: alert('1'),
  receivers: [{ receiver: 'team' }, { receiver: 'ops' }],
  steps: [
    { at: '2026-02-28T23:59:00.000Z', step: 'received', receiver: null, text: 'fires', details: {} },
    { at: null, step: 'routed', receiver: 'team', text: 'by {}', details: {} },
    { at: '2026-03-01T00:00:30.000Z', step: 'muted', receiver: 'team', text: 'silenced', details: {} },
    { at: '2026-03-01T00:00:30.000Z', step: 'told', receiver: 'ops', text: 'told', details: {} },
  ],
  others: [],
  total: 1,
};

describe('tocsin explain', () => {
  it('prints the sentence first, then the steps of each receiver', async () => {
    const { code, out } = await tocsin('explain Slow n=1', { api: { [EXPLAIN]: one } });
    expect(code).toBe(0);
    expect(out).toBe(
      [
        'Not sent to team: silenced.',
        '',
        '  2026-02-28, times in UTC',
        '  23:59:00  received  fires',
        '',
        'team:',
        '            routed  by {}',
        '  2026-03-01, times in UTC',
        '  00:00:30  muted   silenced',
        '',
        'ops:',
        '  2026-03-01, times in UTC',
        '  00:00:30  told  told',
        '',
      ].join('\n'),
    );
  });

  it('prints a sentence for each of several', async () => {
    const others = [{ alert: alert('2'), sentence: 'Sent to team.' }];
    const { out } = await tocsin('explain Slow', { api: { [EXPLAIN]: { ...one, others, total: 70 } } });
    expect(out).toBe(
      [
        '70 alerts are meant, of which these are the first 2. For the steps, say more of the one, or give its --fingerprint.',
        '',
        'Slow{n="1"}  f1',
        '  Not sent to team: silenced.',
        '',
        'Slow{n="2"}  f2',
        '  Sent to team.',
        '',
      ].join('\n'),
    );
  });

  it('asks as it is told, and prints JSON', async () => {
    const line = 'explain --at=03:10 --receiver=team --output=json Slow n=~1|2';
    const { requests, out } = await tocsin(line, { api: { [EXPLAIN]: one } });
    const asked = new URL(requests[0]?.url ?? '').searchParams;
    expect([...asked]).toEqual([
      ['at', '2026-03-01T03:10:00.000Z'],
      ['matchers', 'alertname="Slow"'],
      ['matchers', 'n=~1|2'],
      ['receiver', 'team'],
    ]);
    expect(JSON.parse(out)).toEqual(one);
  });

  it.each`
    line                        | api                                                           | code | printed
    ${'explain'}                | ${{}}                                                         | ${1} | ${'tocsin: error: say which alert: by matchers, or by its --fingerprint\n'}
    ${'explain --at=soon Slow'} | ${{}}                                                         | ${1} | ${'tocsin: error: soon is no moment: write 2026-01-02T03:12:00Z, 03:12 (UTC) or 2h, for so long ago\n'}
    ${'explain Slow'}           | ${{ [EXPLAIN]: answer(400, { detail: 'no' }) }}               | ${1} | ${'tocsin: error: no\n'}
    ${'explain Slow'}           | ${{ [EXPLAIN]: { sentence: 'No such alert.', alert: null } }} | ${1} | ${'No such alert.\n'}
  `('ends with $code: $line', async ({ line, api, code, printed }) => {
    const run = await tocsin(line, { api });
    expect([run.code, run.err + run.out]).toEqual([code, printed]);
  });
});

describe('askedMoment', () => {
  it.each`
    text                           | iso
    ${'03:10'}                     | ${'2026-03-01T03:10:00.000Z'}
    ${'23:59:30'}                  | ${'2026-02-28T23:59:30.000Z'}
    ${'2h'}                        | ${'2026-03-01T10:00:00.000Z'}
    ${'90m'}                       | ${'2026-03-01T10:30:00.000Z'}
    ${'2026-02-01T00:00:00+01:00'} | ${'2026-01-31T23:00:00.000Z'}
  `('reads $text', ({ text, iso }) => {
    expect(new Date(askedMoment(text, NOW_MS)).toISOString()).toBe(iso);
  });

  it.each(['', '24:00', '12:60', 'yesterday', '2026-02-30', '-'])('refuses "%s"', (text) => {
    expect(() => askedMoment(text, NOW_MS)).toThrow('is no moment');
  });
});
