import { tocsin } from '../../../../test/support/amtool-in-process.js';

const HISTORY = 'GET /api/tocsin/v1/alerts/history';
const event = (at: string, kind: string, details: object) => ({
  id: at,
  at,
  fingerprint: 'f',
  labels: { alertname: 'Slow', n: '1' },
  kind,
  details,
});
const group = { groupId: 'g', groupKey: '{}:{alertname="Slow"}', receiver: 'team' };
const source = { fingerprint: 'b', labels: { alertname: 'Down' } };
const silences = [{ id: 's1', createdBy: 'ana', comment: 'x', endsAt: '2026-03-01T01:00:00.000Z' }];

/** As the API answers: the newest first. */
const items = [
  event('2026-03-01T00:09:00.000Z', 'collected', {}),
  event('2026-03-01T00:08:00.000Z', 'resolved', { timeout: true }),
  event('2026-03-01T00:07:00.000Z', 'told', { ...group, integration: 'slack[0]', status: 'firing', reason: 'new' }),
  event('2026-03-01T00:06:00.000Z', 'unmuted', group),
  event('2026-03-01T00:05:00.000Z', 'muted', { ...group, by: { kind: 'in mute time', intervals: ['lunch'] } }),
  event('2026-03-01T00:04:00.000Z', 'muted', { ...group, by: { kind: 'silenced', silences } }),
  event('2026-03-01T00:03:00.000Z', 'muted', { ...group, by: { kind: 'inhibited', rule: 'r', source } }),
  event('2026-02-28T23:59:01.000Z', 'grouped', group),
  event('2026-02-28T23:59:00.000Z', 'fired', { startsAt: '2026-02-28T23:58:00.000Z' }),
];

describe('tocsin alert history', () => {
  it('tells what happened from the beginning', async () => {
    const { out, code, err } = await tocsin('alert history Slow', { api: { [HISTORY]: { items, next: null } } });
    expect([code, err]).toEqual([0, '']);
    expect(out).toBe(
      [
        '2026-02-28, times in UTC',
        '  23:59:00  fired      Slow{n="1"}',
        '  23:59:01  grouped    Slow{n="1"}: team, group {}:{alertname="Slow"}',
        '2026-03-01, times in UTC',
        '  00:03:00  muted      Slow{n="1"}: team, inhibited by rule r, source Down',
        '  00:04:00  muted      Slow{n="1"}: team, silenced by silence s1 of ana ("x")',
        '  00:05:00  muted      Slow{n="1"}: team, in mute time lunch',
        '  00:06:00  unmuted    Slow{n="1"}: team',
        '  00:07:00  told       Slow{n="1"}: team (slack[0]), firing, new',
        '  00:08:00  resolved   Slow{n="1"}: not sent again in time',
        '  00:09:00  collected  Slow{n="1"}',
        '',
      ].join('\n'),
    );
  });

  it('asks for kinds, a time and a receiver, and prints JSON', async () => {
    const line = 'alert history --from=2h --to=11:00 --kind=muted --kind=told --receiver=team --output=json n=1';
    const { requests, out } = await tocsin(line, { api: { [HISTORY]: { items: items.slice(0, 2), next: null } } });
    expect([...new URL(requests[0]?.url ?? '').searchParams]).toEqual([
      ['from', '2026-03-01T10:00:00.000Z'],
      ['kind', 'muted,told'],
      ['limit', '100'],
      ['matchers', 'n=1'],
      ['receiver', 'team'],
      ['to', '2026-03-01T11:00:00.000Z'],
    ]);
    expect(JSON.parse(out)).toEqual(items.slice(0, 2).toReversed());
  });
});
