import { simpleConfig, tell } from '../support/story.js';

const ONE_GROUP = simpleConfig().replace('group_by: [alertname]', 'group_by: [job]');
const named = (alertname: string) => ({ labels: { alertname, job: 'db' }, startsAt: '0', endsAt: '1d' });
const ALERT = { labels: { alertname: 'a' }, endsAt: '1d' };

describe('a restart', () => {
  it('repeats nothing that was told', async () => {
    await tell(simpleConfig(), async (harness) => {
      await harness.post(ALERT);
      await harness.at('1m');
      await harness.restart();
      await harness.at('1h');
      expect(harness.story()).toEqual(['0:30 team/webhook[0]: first notification: a firing']);
    });
  });

  it('tells the end of an alert of which a crash left open whether it was told', async () => {
    await tell(simpleConfig(), async (harness) => {
      harness.answers('team/webhook[0]', () => 'hang');
      await harness.post({ ...ALERT, endsAt: '2m' });
      await harness.at('35s');
      await harness.crash();
      await harness.at('4m');
      // By now it has ended, and no process has ever heard that its start was told.
      await harness.crash();
      harness.answers('team/webhook[0]', () => ({ kind: 'delivered' }));
      await harness.at('20m');
      expect(harness.told().at(-1)).toMatchObject({ reason: 'all alerts resolved', alerts: ['a resolved'] });
    });
  });

  it('forgets no alert: what had not been told is told', async () => {
    await tell(simpleConfig(), async (harness) => {
      await harness.post(ALERT);
      await harness.at('10s');
      await harness.restart();
      await harness.at('2m');
      expect(harness.told()).toHaveLength(1);
    });
  });

  it('tells the end of an alert that was told before', async () => {
    await tell(simpleConfig(), async (harness) => {
      await harness.post({ ...ALERT, endsAt: '2m' });
      await harness.at('1m');
      await harness.restart();
      await harness.at('10m');
      expect(harness.told().at(-1)).toMatchObject({ reason: 'all alerts resolved', alerts: ['a resolved'] });
    });
  });

  it('does not tell again of an end that was told before', async () => {
    await tell(simpleConfig(), async (harness) => {
      const other = { labels: { alertname: 'a', instance: '2' } };
      await harness.post(ALERT, { ...other, endsAt: '2m' });
      await harness.at('6m');
      // What the log holds from now on does not know of the one that ended.
      await harness.post({ labels: { alertname: 'a', instance: '3' }, endsAt: '1d' });
      await harness.at('12m');
      const told = harness.told().length;
      await harness.restart();
      await harness.at('1h');
      expect(harness.told()).toHaveLength(told);
    });
  });

  it('keeps silences', async () => {
    await tell(simpleConfig(), async (harness) => {
      await harness.silence('alertname=a', '1h');
      await harness.restart();
      await harness.post(ALERT);
      await harness.at('30m');
      expect(harness.story()).toEqual([]);
    });
  });

  it('keeps what waits for an attempt', async () => {
    await tell(simpleConfig(), async (harness) => {
      harness.answers('team/webhook[0]', () => ({ kind: 'retry', reason: 'serverError', error: 'down' }));
      await harness.post(ALERT);
      await harness.at('31s');
      harness.answers('team/webhook[0]', () => ({ kind: 'delivered' }));
      await harness.restart();
      await harness.at('32s');
      expect(harness.told()).toHaveLength(1);
    });
  });

  it.each(['restart', 'crash'] as const)('keeps the rhythm of each group (%s)', async (end) => {
    await tell(ONE_GROUP, async (harness) => {
      await harness.post(named('a'));
      await harness.at('10s');
      await harness[end]();
      await harness.at('4m');
      await harness[end]();
      await harness.post(named('b'));
      await harness.at('12m');
      expect(harness.story()).toEqual([
        '0:30 team/webhook[0]: first notification: a firing',
        '5:30 team/webhook[0]: new alerts added: a firing, b firing',
      ]);
      expect(harness.records().map(({ atMs }) => (atMs - harness.startMs) / 1000)).toEqual([330, 630]);
    });
  });

  it('flushes at once what was due meanwhile, and goes on in the old rhythm', async () => {
    await tell(ONE_GROUP, async (harness) => {
      await harness.post(named('a'));
      await harness.at('5m');
      await harness.post(named('b'));
      await harness.restart({ away: '1m' });
      await harness.at('6m');
      await harness.post(named('c'));
      await harness.at('12m');
      expect(harness.story()).toEqual([
        '0:30 team/webhook[0]: first notification: a firing',
        '6:00 team/webhook[0]: new alerts added: a firing, b firing',
        '10:30 team/webhook[0]: new alerts added: a firing, b firing, c firing',
      ]);
    });
  });

  it('flushes once, however many flushes were missed', async () => {
    await tell(ONE_GROUP, async (harness) => {
      await harness.post(named('a'));
      await harness.at('1m');
      await harness.restart({ away: '1h' });
      await harness.at('1h20m');
      expect(harness.records().map(({ atMs }) => (atMs - harness.startMs) / 60_000)).toEqual([61, 66, 71, 76]);
    });
  });

  it('holds back what is overdue until the start delay is over', async () => {
    await tell(
      ONE_GROUP,
      async (harness) => {
        await harness.post(named('a'));
        await harness.restart({ away: '1m' });
        await harness.at('3m');
        expect(harness.story()).toEqual(['2:00 team/webhook[0]: first notification: a firing']);
      },
      { startDelay: '2m' },
    );
  });

  it.each`
    change                       | from                    | to                                                | dueAt
    ${'a longer group_interval'} | ${'group_interval: 5m'} | ${'group_interval: 1h'}                           | ${'1:00'}
    ${'another receiver'}        | ${'receiver: team'}     | ${'receiver: other'}                              | ${'1:00'}
    ${'only another route'}      | ${'routes: []'}         | ${'routes: [{receiver: other, matchers: [a=b]}]'} | ${'5:30'}
  `('begins the rhythm of a route anew that has changed: $change', async ({ from, to, dueAt }) => {
    const other = `\n  - name: other\n    webhook_configs: [{url: 'http://other.test'}]`;
    const config = simpleConfig('routes: []', other).replace('group_by: [alertname]', 'group_by: [job]');
    await tell(config, async (harness) => {
      await harness.post(named('a'));
      await harness.at('1m');
      await harness.post(named('b'));
      await harness.restart({ yaml: config.replace(from, to) });
      await harness.at('6m');
      expect(harness.story()[1]).toMatch(new RegExp(`^${dueAt} `));
    });
  });
});
