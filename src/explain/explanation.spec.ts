import type { RecordedFlush } from '../history/flush-entry.js';
import type { MuteCause } from '../history/mute-cause.js';
import { explain } from './explanation.js';
import type { AlertFacts, DeliveryFacts, ExplainFacts, GroupFacts, IntegrationFacts, WayFacts } from './facts.js';

const NOW = Date.UTC(2026, 5, 2, 3, 12);
const at = (clock: string) => Date.parse(`2026-06-02T${clock}Z`);

const ALERT: AlertFacts = {
  fingerprint: 'aa',
  labels: { alertname: 'Slow', team: 'payments' },
  startsAtMs: at('03:10:45'),
  receivedAtMs: at('03:11:00'),
  endedAtMs: undefined,
  isTimeout: false,
};
const GROUP: GroupFacts = {
  id: 'g',
  key: '{}:{}',
  labels: { alertname: 'Slow' },
  joinedAtMs: at('03:11:00'),
  flushedAtMs: at('03:11:30'),
  nextFlushMs: at('03:16:30'),
};
const FLUSH: RecordedFlush = {
  id: 'f1',
  atMs: at('03:11:30'),
  lastAtMs: at('03:11:30'),
  count: 1,
  groupId: 'g',
  groupKey: '{}:{}',
  groupLabels: { alertname: 'Slow' },
  receiver: 'pager',
  route: [],
  firing: ['aa'],
  resolved: [],
  counts: { firing: 1, resolved: 0, muted: 0 },
  muted: [],
  decisions: [{ integration: 'slack[0]', send: false, reason: 'nothing new' }],
};
const SLACK: IntegrationFacts = {
  integration: 'slack[0]',
  sendResolved: true,
  told: undefined,
  toldEnd: undefined,
  repeatAtMs: undefined,
  delivery: undefined,
};
const DELIVERY: DeliveryFacts = {
  id: 'f1-slack-0',
  state: 'waiting',
  reason: 'first notification',
  queuedAtMs: at('03:11:30'),
  attemptCount: 0,
  attempts: [],
  nextAttemptMs: undefined,
  rateLimitedUntilMs: undefined,
};
const FAILED = { atMs: at('03:11:31'), seconds: 1, status: 503, outcome: 'retry', error: 'status 503: busy' } as const;
const TOLD = { atMs: at('03:11:30'), lastAtMs: at('03:11:30'), deliveryId: 'd1' };

const inhibited: MuteCause = {
  kind: 'inhibited',
  rule: 'critical-over-warning',
  source: { fingerprint: 'bb', labels: { alertname: 'PostgresDown', cluster: 'eu' } },
};
const silenced: MuteCause = {
  kind: 'silenced',
  silences: [{ id: 's1', createdBy: 'ana', comment: 'deploying\na fix', endsAtMs: at('04:00:00') }],
};
const lunch: MuteCause = { kind: 'in mute time', intervals: ['lunch'] };
const office: MuteCause = { kind: 'outside active time', intervals: ['office hours'] };

function factsOf(
  way: Partial<WayFacts> = {},
  integration: Partial<IntegrationFacts> = {},
  alert: Partial<AlertFacts> = {},
  more: Partial<ExplainFacts> = {},
): ExplainFacts {
  const whole: WayFacts = {
    receiver: 'pager',
    route: [
      { matchers: '{}', receiver: 'ops' },
      { matchers: '{team="payments"}', receiver: 'pager' },
    ],
    timing: { groupWaitMs: 30_000, groupIntervalMs: 300_000 },
    group: GROUP,
    isLimitReached: false,
    muted: undefined,
    flush: FLUSH,
    events: [],
    integrations: [{ ...SLACK, ...integration }],
    ...way,
  };
  return { atMs: NOW, isPast: false, alert: { ...ALERT, ...alert }, ways: [whole], elsewhere: undefined, ...more };
}

const muted = (cause: MuteCause, sinceMs?: number, untilMs?: number): Partial<WayFacts> => ({
  muted: { cause, sinceMs, untilMs },
});
const failing = (fields: Partial<DeliveryFacts>): Partial<IntegrationFacts> => ({
  delivery: { ...DELIVERY, attemptCount: 1, attempts: [FAILED], ...fields },
});
const ended = { endedAtMs: at('03:11:50') };

describe('the sentence', () => {
  it.each<[string, ExplainFacts, string]>([
    [
      'an inhibition',
      factsOf(muted(inhibited, at('03:11:30'))),
      'Not sent to pager: inhibited since 03:11:30 UTC by rule critical-over-warning, source PostgresDown.',
    ],
    [
      'an inhibition that no flush has met yet, by a source that is not kept',
      factsOf(muted({ ...inhibited, source: { fingerprint: 'bb', labels: {} } })),
      'Not sent to pager: inhibited by rule critical-over-warning, source bb.',
    ],
    [
      'a silence of yesterday',
      factsOf(muted(silenced, at('03:11:30') - 24 * 3_600_000)),
      'Not sent to pager: silenced since 2026-06-01 03:11:30 UTC by silence s1 of ana ("deploying a fix") until 04:00:00 UTC.',
    ],
    [
      'a mute time interval',
      factsOf(muted(lunch, at('03:11:30'), at('05:00:00'))),
      'Not sent to pager: muted since 03:11:30 UTC by the time interval lunch, until 05:00:00 UTC.',
    ],
    [
      'an active time interval that is over for long',
      factsOf(muted(office, at('03:11:30'))),
      'Not sent to pager: muted since 03:11:30 UTC, outside of the active time interval office hours.',
    ],
    [
      'group_wait',
      factsOf({ flush: undefined, group: { ...GROUP, flushedAtMs: undefined, nextFlushMs: at('03:12:10') } }),
      'Not sent to pager yet: its group waits for the group_wait of 30s, until 03:12:10 UTC.',
    ],
    [
      'group_interval',
      factsOf({ flush: undefined, group: { ...GROUP, flushedAtMs: at('03:10:00') } }),
      'Not sent to pager yet: its group waits for the group_interval of 5m, until 03:16:30 UTC.',
    ],
    [
      'a group that there was long before',
      factsOf({ flush: undefined, group: { ...GROUP, flushedAtMs: at('01:10:00') } }),
      'Not sent to pager yet: its group waits for the group_wait of 30s, until 03:16:30 UTC.',
    ],
    [
      'the limit of groups',
      factsOf({ group: undefined, flush: undefined, isLimitReached: true }),
      'Not sent to pager: it is in no group, because there are as many groups as limits.groups_max allows.',
    ],
    [
      'a receiver that is empty',
      factsOf({ integrations: [] }),
      'Not sent to pager: receiver pager has no integration that could tell anybody.',
    ],
    [
      'a delivery under way',
      factsOf({}, { delivery: DELIVERY }),
      'Not sent to pager yet: its delivery is on its way since 03:11:30 UTC (delivery f1-slack-0).',
    ],
    [
      'a delivery that fails',
      factsOf({}, failing({ nextAttemptMs: at('03:12:05') })),
      'Not sent to pager yet: 1 attempt failed with status 503: busy; the next is at 03:12:05 UTC (delivery f1-slack-0).',
    ],
    [
      'a rate limit',
      factsOf({}, failing({ nextAttemptMs: at('03:13:00'), rateLimitedUntilMs: at('03:13:00'), attemptCount: 3 })),
      'Not sent to pager yet: 3 attempts failed since 03:11:31 UTC, the last with status 503: busy; the next is at 03:13:00 UTC, when the rate limit that it was told is over (delivery f1-slack-0).',
    ],
    [
      'a delivery that has failed for this flush',
      factsOf({}, failing({ state: 'failed' })),
      'Not sent to pager yet: 1 attempt failed with status 503: busy; the next flush at 03:16:30 UTC tries again (delivery f1-slack-0).',
    ],
    [
      'a dead letter',
      factsOf({}, failing({ state: 'dead', attempts: [{ ...FAILED, outcome: 'refused', error: 'invalid key' }] })),
      'Not sent to pager: it was refused for good: invalid key; it is a dead letter (delivery f1-slack-0).',
    ],
    [
      'a failure before a mute',
      factsOf(muted(inhibited, at('03:11:30')), failing({ state: 'failed' })),
      'Not sent to pager: inhibited since 03:11:30 UTC by rule critical-over-warning, source PostgresDown; before that, 1 attempt failed with status 503: busy; the next flush at 03:16:30 UTC tries again (delivery f1-slack-0).',
    ],
    [
      'a log that knows it',
      factsOf(),
      'Not sent to pager: the notification log says that it was told already; the last flush was at 03:11:30 UTC.',
    ],
    [
      'a message',
      factsOf({}, { told: TOLD, repeatAtMs: at('07:16:30') }),
      'Sent to pager at 03:11:30 UTC (delivery d1); it is told again at 07:16:30 UTC if nothing changes.',
    ],
    [
      'a message that was repeated, and is silenced now',
      factsOf(muted(silenced, at('03:11:50')), { told: { ...TOLD, lastAtMs: at('03:11:40') } }),
      'Sent to pager at 03:11:30 UTC, last at 03:11:40 UTC (delivery d1); silenced since 03:11:50 UTC by silence s1 of ana ("deploying a fix") until 04:00:00 UTC: nothing more is sent meanwhile.',
    ],
    [
      'a message after which others fail',
      factsOf({}, { told: TOLD, ...failing({ id: 'd2' }) }),
      'Sent to pager at 03:11:30 UTC (delivery d1); what came after it is not sent: 1 attempt failed with status 503: busy (delivery d2).',
    ],
    [
      'an end that was told',
      factsOf({}, { told: TOLD, toldEnd: { ...TOLD, atMs: at('03:11:55') } }, ended),
      'Sent to pager at 03:11:30 UTC (delivery d1); it ended at 03:11:50 UTC, which was sent at 03:11:55 UTC.',
    ],
    [
      'an end that is to be told',
      factsOf({}, { told: TOLD }, ended),
      'Sent to pager at 03:11:30 UTC (delivery d1); it ended at 03:11:50 UTC, which is sent with the next flush at 03:16:30 UTC.',
    ],
    [
      'an end that nobody wants to hear of',
      factsOf({}, { told: TOLD, sendResolved: false }, ended),
      'Sent to pager at 03:11:30 UTC (delivery d1); it ended at 03:11:50 UTC, which is not sent: send_resolved is false.',
    ],
    [
      'an end that is muted',
      factsOf(muted(lunch), { told: TOLD }, ended),
      'Sent to pager at 03:11:30 UTC (delivery d1); it ended at 03:11:50 UTC, which is not sent: muted by the time interval lunch.',
    ],
    [
      'an alert that was over before its group was flushed',
      factsOf(
        { flush: { ...FLUSH, firing: [], resolved: ['aa'], counts: { firing: 0, resolved: 1, muted: 0 } } },
        {},
        {
          endedAtMs: at('03:11:20'),
        },
      ),
      'Not sent to pager: it ended at 03:11:20 UTC, before its group was flushed at 03:11:30 UTC (group_wait is 30s).',
    ],
    [
      'an alert that was over while its delivery failed',
      factsOf({}, failing({}), ended),
      'Not sent to pager yet: 1 attempt failed with status 503: busy (delivery f1-slack-0); it ended at 03:11:50 UTC.',
    ],
    [
      'an alert that was over while it was muted',
      factsOf(muted(inhibited, at('03:11:30')), {}, ended),
      'Not sent to pager: inhibited since 03:11:30 UTC by rule critical-over-warning, source PostgresDown; it ended at 03:11:50 UTC.',
    ],
    [
      'the past',
      factsOf(muted(inhibited, at('03:11:30')), {}, {}, { isPast: true }),
      'As of 2026-06-02 03:12:00 UTC: Not sent to pager: inhibited since 03:11:30 UTC by rule critical-over-warning, source PostgresDown.',
    ],
    [
      'a receiver that is not on the way',
      factsOf(
        {},
        {},
        {},
        {
          elsewhere: {
            receiver: 'db',
            isConfigured: true,
            routes: [
              {
                route: [
                  { matchers: '{}', receiver: 'ops' },
                  { matchers: '{team="db"}', receiver: 'db' },
                ],
                by: { kind: 'matcher', matcher: 'team="db"', label: 'team', value: 'payments' },
              },
            ],
          },
        },
      ),
      'Not sent to db: routed elsewhere, to pager; the route {} → {team="db"} needs team="db", and the alert has team="payments".',
    ],
  ])('tells of %s', (_, facts, sentence) => {
    expect(explain(facts).sentence).toBe(sentence);
  });

  it('tells of integrations apart where they differ, and together where they do not', () => {
    const email: IntegrationFacts = { ...SLACK, integration: 'email[0]', told: { ...TOLD, deliveryId: 'd2' } };
    const one = factsOf({ integrations: [{ ...SLACK, told: TOLD }, email] });
    expect(explain(one).sentence).toBe('Sent to pager at 03:11:30 UTC.');
    const two = factsOf({ integrations: [{ ...SLACK, delivery: DELIVERY }, email] });
    expect(explain(two).sentence).toBe(
      'Not sent to pager (slack[0]) yet: its delivery is on its way since 03:11:30 UTC (delivery f1-slack-0). ' +
        'Sent to pager (email[0]) at 03:11:30 UTC (delivery d2).',
    );
  });

  it('shows no more of a vendor than a line', () => {
    const error = `<html>\n${'x'.repeat(5000)}`;
    const { sentence } = explain(factsOf({}, failing({ attempts: [{ ...FAILED, error }] })));
    expect(sentence.length).toBeLessThan(500);
    expect(sentence).not.toContain('\n');
  });
});

describe('the steps', () => {
  it('follow the engine: received, routed, grouped, flushed, deduplicated, attempted', () => {
    const { steps } = explain(factsOf({}, failing({ nextAttemptMs: at('03:12:05') })));
    expect(steps.map(({ step, text }) => `${step}: ${text}`)).toEqual([
      'received: Slow{team="payments"} fires since 03:10:45 UTC',
      'routed: by {} → {team="payments"}',
      'grouped: group {alertname="Slow"}: flushed after 30s, then every 5m',
      'flushed: the group: 1 firing',
      'dedup: slack[0]: no message, nothing new',
      'queued: slack[0]: delivery f1-slack-0 (first notification)',
      'attempt: slack[0]: attempt 1 answered 503 in 1.00s: failed, status 503: busy',
      'unmuted: nothing mutes it now: no inhibit rule, no time interval, no silence',
      'attempt: slack[0]: attempt 2 is due',
      'next flush: the group is looked at again',
    ]);
  });

  it('count attempts that are not kept', () => {
    const { steps } = explain(factsOf({}, failing({ attemptCount: 9, attempts: [FAILED, FAILED, FAILED] })));
    const numbers = steps.flatMap(({ text }) => /attempt (\d+) /.exec(text)?.[1] ?? []);
    expect(numbers).toEqual(['1', '8', '9']);
  });

  it('tell what keeps an alert from a receiver, by the ids of what mutes', () => {
    const { steps } = explain(factsOf(muted(silenced)));
    expect(steps.find(({ step }) => step === 'muted')?.details).toEqual({ silences: ['s1'] });
  });
});
