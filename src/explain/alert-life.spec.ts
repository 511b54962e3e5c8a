import type { AlertEvent, AlertHappening } from '../history/alert-event.js';
import { lifeOf, mutedIn, toldIn } from './alert-life.js';

const GROUP = { groupId: 'g', groupKey: '{}:{}', receiver: 'ops' };
const grouped: AlertHappening = { kind: 'grouped', route: [], groupLabels: {}, ...GROUP };
const silenced = (id: string): AlertHappening => ({
  kind: 'muted',
  by: { kind: 'silenced', silences: [{ id, createdBy: 'ana', comment: '', endsAtMs: 99 }] },
  flushId: 'f',
  ...GROUP,
});
const unmuted: AlertHappening = { kind: 'unmuted', flushId: 'f', ...GROUP };
const fired: AlertHappening = { kind: 'fired', startsAtMs: 5 };
const resolved: AlertHappening = { kind: 'resolved', isTimeout: true };
const collected: AlertHappening = { kind: 'collected' };
const told = (status: 'firing' | 'resolved', deliveryId: string): AlertHappening => ({
  kind: 'told',
  integration: 'slack[0]',
  status,
  reason: 'first notification',
  deliveryId,
  ...GROUP,
});

/** One event for each ten milliseconds, from 10 on. */
function eventsOf(...happenings: readonly AlertHappening[]): AlertEvent[] {
  return happenings.map((happening, i) => ({
    id: String(i),
    atMs: 10 * (i + 1),
    fingerprint: 'f',
    labels: { alertname: 'A' },
    happening,
  }));
}

function life(...happenings: readonly AlertHappening[]) {
  const found = lifeOf(eventsOf(...happenings));
  if (found === undefined) throw new Error('there is no life without events');
  return found;
}

describe('lifeOf', () => {
  it('is nothing without events', () => {
    expect(lifeOf([])).toBeUndefined();
  });

  it.each`
    what                         | happenings                                               | firedAt      | endedAt      | groups
    ${'an alert that fires'}     | ${[fired, grouped]}                                      | ${10}        | ${undefined} | ${[20]}
    ${'one that has ended'}      | ${[fired, grouped, resolved]}                            | ${10}        | ${30}        | ${[20]}
    ${'one that fires again'}    | ${[fired, grouped, resolved, fired]}                     | ${40}        | ${undefined} | ${[20]}
    ${'one that is forgotten'}   | ${[fired, grouped, resolved, collected]}                 | ${10}        | ${30}        | ${[20]}
    ${'one that comes anew'}     | ${[fired, grouped, resolved, collected, fired, grouped]} | ${50}        | ${undefined} | ${[60]}
    ${'one of a restart ago'}    | ${[fired, grouped, grouped]}                             | ${10}        | ${undefined} | ${[20]}
    ${'one whose start is lost'} | ${[grouped, resolved]}                                   | ${undefined} | ${20}        | ${[10]}
  `('knows $what', ({ happenings, firedAt, endedAt, groups }) => {
    const { firedAtMs, end, groups: joined } = life(...happenings);
    expect([firedAtMs, end?.atMs, joined.map(({ joinedAtMs }) => joinedAtMs)]).toEqual([firedAt, endedAt, groups]);
  });
});

describe('mutedIn', () => {
  it.each`
    what                         | happenings                                          | since        | by
    ${'what mutes now'}          | ${[grouped, silenced('a')]}                         | ${20}        | ${'a'}
    ${'nothing after its end'}   | ${[grouped, silenced('a'), unmuted]}                | ${undefined} | ${undefined}
    ${'the newest of two'}       | ${[grouped, silenced('a'), silenced('b')]}          | ${30}        | ${'b'}
    ${'what outlasts a restart'} | ${[grouped, silenced('a'), grouped, silenced('a')]} | ${20}        | ${'a'}
    ${'nothing after a restart'} | ${[grouped, silenced('a'), grouped]}                | ${undefined} | ${undefined}
    ${'what came back'}          | ${[grouped, silenced('a'), unmuted, silenced('a')]} | ${40}        | ${'a'}
  `('finds $what', ({ happenings, since, by }) => {
    const muted = mutedIn(life(...happenings), 'g');
    const silence = muted?.cause.kind === 'silenced' ? muted.cause.silences[0]?.id : undefined;
    expect([muted?.sinceMs, silence]).toEqual([since, by]);
    expect(mutedIn(life(...happenings), 'other')).toBeUndefined();
  });
});

describe('toldIn', () => {
  const asked = { groupId: 'g', integration: 'slack[0]' };

  it('finds when an integration was told since the alert fires', () => {
    const again = life(fired, told('firing', 'old'), resolved, fired, told('firing', 'new'), told('resolved', 'end'));
    expect(toldIn(again, { ...asked, status: 'firing' })).toEqual({ atMs: 50, deliveryId: 'new' });
    expect(toldIn(again, { ...asked, status: 'resolved' })).toEqual({ atMs: 60, deliveryId: 'end' });
    expect(toldIn(again, { ...asked, integration: 'email[0]', status: 'firing' })).toBeUndefined();
    expect(toldIn(life(fired, told('firing', 'old'), fired), { ...asked, status: 'firing' })).toBeUndefined();
  });
});
