import type { EngineHarness } from '../support/engine-harness.js';
import { tell } from '../support/story.js';

const CONFIG = `
route:
  receiver: ops
  group_by: [alertname]
  group_wait: 30s
  group_interval: 5m
  repeat_interval: 4h
  routes:
    - matchers: [team="payments"]
      receiver: payments-pager
    - matchers: [team="night"]
      receiver: night
      mute_time_intervals: [lunch]
    - matchers: [team="nobody"]
      receiver: nobody
receivers:
  - name: ops
    webhook_configs: [{url: 'http://ops.test'}]
  - name: payments-pager
    webhook_configs: [{url: 'http://pager.test', send_resolved: false}]
  - name: night
    webhook_configs: [{url: 'http://night.test'}]
  - name: nobody
time_intervals:
  - name: lunch
    time_intervals: [{times: [{start_time: '12:00', end_time: '13:00'}]}]
inhibit_rules:
  - name: critical-over-warning
    source_matchers: [severity="critical"]
    target_matchers: [severity="warning"]
    equal: [cluster]
`;

const slow = { labels: { alertname: 'Slow', team: 'payments', severity: 'warning', cluster: 'eu' }, endsAt: '1d' };
const down = { labels: { alertname: 'PostgresDown', team: 'db', severity: 'critical', cluster: 'eu' }, endsAt: '1d' };

async function sentences(harness: EngineHarness, matchers: string, at?: string, receiver?: string) {
  return (await harness.explain(matchers, { at, receiver })).explanations.map(({ sentence }) => sentence);
}

/** What is asked after a story was told, and the one answer. */
async function answer(harness: EngineHarness, matchers = 'alertname="Slow"', receiver?: string): Promise<string> {
  const [first = ''] = await sentences(harness, matchers, undefined, receiver);
  return first.replaceAll(/\(delivery [^)]*\)/g, '(delivery …)').replaceAll(/silence [0-9a-f-]{36}/g, 'silence …');
}

describe('explain', () => {
  it('says what inhibits, since when, and by what source', async () => {
    await tell(CONFIG, async (harness) => {
      await harness.post(down, slow);
      await harness.at('11m');
      expect(await answer(harness)).toBe(
        'Not sent to payments-pager: inhibited since 12:00:30 UTC by rule critical-over-warning, source PostgresDown.',
      );
    });
  });

  it('says what silences, whose it is and how long it lasts', async () => {
    await tell(CONFIG, async (harness) => {
      await harness.silence('alertname="Slow"', '2h');
      await harness.post(slow);
      await harness.at('1m');
      expect(await answer(harness)).toBe(
        'Not sent to payments-pager: silenced since 12:00:30 UTC by silence … of test ("test") until 14:00:00 UTC.',
      );
    });
  });

  it('says which time interval mutes, and until when', async () => {
    await tell(CONFIG, async (harness) => {
      await harness.post({ ...slow, labels: { alertname: 'Slow', team: 'night' } });
      await harness.at('1m');
      expect(await answer(harness)).toBe(
        'Not sent to night: muted since 12:00:30 UTC by the time interval lunch, until 13:00:00 UTC.',
      );
    });
  });

  it('says how long a group still waits', async () => {
    await tell(CONFIG, async (harness) => {
      await harness.post(slow);
      expect(await answer(harness)).toBe(
        'Not sent to payments-pager yet: its group waits for the group_wait of 30s, until 12:00:30 UTC.',
      );
      await harness.at('1m');
      await harness.post({ ...slow, labels: { ...slow.labels, instance: 'b' } });
      expect(await answer(harness, 'instance="b"')).toBe(
        'Not sent to payments-pager yet: its group waits for the group_interval of 5m, until 12:05:30 UTC.',
      );
    });
  });

  it('says when it was sent, and when it is sent again', async () => {
    await tell(CONFIG, async (harness) => {
      await harness.post(slow);
      await harness.at('6m');
      expect(await answer(harness)).toBe(
        'Sent to payments-pager at 12:00:30 UTC (delivery …); it is told again at 16:05:30 UTC if nothing changes.',
      );
    });
  });

  it('says that an end was sent, or why not', async () => {
    await tell(CONFIG, async (harness) => {
      const over = { alertname: 'Over', team: 'db' };
      await harness.post({ labels: over, endsAt: '2m' }, { ...slow, endsAt: '2m' });
      await harness.at('3m');
      expect(await answer(harness, 'alertname="Over"')).toBe(
        'Sent to ops at 12:00:30 UTC (delivery …); it ended at 12:02:00 UTC, which is sent with the next flush at 12:05:30 UTC.',
      );
      await harness.at('6m');
      expect(await answer(harness, 'alertname="Over"')).toBe(
        'Sent to ops at 12:00:30 UTC (delivery …); it ended at 12:02:00 UTC, which was sent at 12:05:30 UTC.',
      );
      expect(await answer(harness)).toBe(
        'Sent to payments-pager at 12:00:30 UTC (delivery …); it ended at 12:02:00 UTC, which is not sent: send_resolved is false.',
      );
    });
  });

  it('says that an alert was over before anybody could be told', async () => {
    await tell(CONFIG, async (harness) => {
      await harness.post({ ...slow, endsAt: '10s' });
      await harness.at('1m');
      expect(await answer(harness)).toBe(
        'Not sent to payments-pager: it ended at 12:00:10 UTC, before its group was flushed at 12:00:30 UTC (group_wait is 30s).',
      );
    });
  });

  it('says what a receiver answers, and when it is tried again', async () => {
    await tell(CONFIG, async (harness) => {
      harness.answers('payments-pager/webhook[0]', () => ({
        kind: 'retry',
        reason: 'serverError',
        error: 'unexpected status code 503: Service Unavailable',
      }));
      await harness.post(slow);
      await harness.at('1m');
      expect(await answer(harness)).toMatch(
        /^Not sent to payments-pager yet: \d+ attempts failed since 12:00:30 UTC, the last with unexpected status code 503: Service Unavailable; the next is at 12:0\d:\d\d UTC \(delivery …\)\.$/,
      );
    });
  });

  it('counts what was tried for earlier flushes, too', async () => {
    await tell(CONFIG, async (harness) => {
      harness.answers('payments-pager/webhook[0]', () => ({
        kind: 'retry',
        reason: 'other',
        error: 'refused',
        afterMs: 400_000,
      }));
      await harness.post(slow);
      await harness.at('6m');
      expect(await answer(harness)).toMatch(
        /^Not sent to payments-pager yet: 1 attempt failed with refused; the next is at 12:07:10 UTC \(delivery …\)\.$/,
      );
    });
  });

  it('says that a message was refused for good', async () => {
    await tell(CONFIG, async (harness) => {
      harness.answers('payments-pager/webhook[0]', () => ({
        kind: 'giveUp',
        reason: 'authError',
        error: 'who are you?',
      }));
      await harness.post(slow);
      await harness.at('1m');
      expect(await answer(harness)).toBe(
        'Not sent to payments-pager: it was refused for good: who are you?; it is a dead letter (delivery …).',
      );
    });
  });

  it('says that a receiver tells nobody', async () => {
    await tell(CONFIG, async (harness) => {
      await harness.post({ ...slow, labels: { alertname: 'Slow', team: 'nobody' } });
      await harness.at('1m');
      expect(await answer(harness)).toBe(
        'Not sent to nobody: receiver nobody has no integration that could tell anybody.',
      );
    });
  });

  it('says what keeps an alert from the receiver that was asked for', async () => {
    await tell(CONFIG, async (harness) => {
      await harness.post(down);
      expect(await answer(harness, 'alertname="PostgresDown"', 'payments-pager')).toBe(
        'Not sent to payments-pager: routed elsewhere, to ops; the route {} → {team="payments"} needs team="payments", and the alert has team="db".',
      );
      expect(await answer(harness, 'alertname="PostgresDown"', 'pager')).toBe(
        'Not sent to pager: there is no receiver of this name.',
      );
    });
  });

  it('says that there is no such alert, and which comes nearest', async () => {
    await tell(CONFIG, async (harness) => {
      await harness.post(slow);
      const { missing } = await harness.explain('alertname="Slow",cluster="us"');
      expect(missing).toBe(
        'Not sent: no alert {alertname="Slow",cluster="us"} has arrived since 12:00:00 UTC. ' +
          'The nearest is Slow{cluster="eu", severity="warning", team="payments"}: it has cluster="eu".',
      );
    });
  });

  it('tells of the past, also after reloads, restarts and the end of it all', async () => {
    await tell(CONFIG, async (harness) => {
      await harness.post({ ...down, endsAt: '10m' }, { ...slow, endsAt: '25m' });
      await harness.at('12m');
      await harness.reload();
      await harness.at('40m');
      harness.tocsin.collectAlerts();
      await harness.restart();
      await harness.at('2h');
      const id = /\(delivery [^)]*\)/g;
      const at = async (offset: string) =>
        (await sentences(harness, 'alertname="Slow"', offset)).map((text) => text.replaceAll(id, '(delivery …)'));
      expect(await at('20s')).toEqual([
        'As of 2026-06-01 12:00:20 UTC: Not sent to payments-pager yet: its group waits for the group_wait.',
      ]);
      expect(await at('5m')).toEqual([
        'As of 2026-06-01 12:05:00 UTC: Not sent to payments-pager: inhibited since 12:00:30 UTC by rule critical-over-warning, source PostgresDown.',
      ]);
      expect(await at('20m')).toEqual([
        'As of 2026-06-01 12:20:00 UTC: Sent to payments-pager at 12:10:30 UTC (delivery …).',
      ]);
      expect((await sentences(harness, 'alertname="Slow"')).map((text) => text.replaceAll(id, '(delivery …)'))).toEqual(
        [
          'Sent to payments-pager at 12:10:30 UTC (delivery …); it ended at 12:25:00 UTC, which is not sent: send_resolved is false.',
        ],
      );
      expect(await sentences(harness, 'alertname="Slow"', '-1h')).toEqual([]);
    });
  });
});
