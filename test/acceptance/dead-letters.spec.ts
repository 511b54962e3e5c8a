import { tell } from '../support/story.js';

const CONFIG = `
route:
  receiver: team
  group_by: [alertname]
  group_wait: 0s
  group_interval: 5m
  repeat_interval: 1h
  routes:
    - {receiver: admins, matchers: ['alertname="TocsinDeliveryFailed"']}
receivers:
  - name: team
    webhook_configs: [{url: 'http://a.test'}]
  - name: admins
    webhook_configs: [{url: 'http://b.test'}]
`;
const TEAM = 'team/webhook[0]';
const ADMINS = 'admins/webhook[0]';
const FIRES = { labels: { alertname: 'a' }, endsAt: '1d' };
const ENDS = { labels: { alertname: 'a' }, endsAt: '1m' };
const REFUSES = () => ({ kind: 'giveUp', reason: 'authError', error: 'unexpected status code 401' }) as const;
const DELIVERS = () => ({ kind: 'delivered' }) as const;
const ALERTS = { tocsin: 'deliveries: {alert_on_failure: {labels: {severity: critical}}}' };

describe('a delivery that is refused for good', () => {
  it('is a dead letter at once, one for each group and integration', async () => {
    await tell(CONFIG, async (harness) => {
      harness.answers(TEAM, REFUSES);
      await harness.post(FIRES, { labels: { alertname: 'b' }, endsAt: '1d' });
      await harness.at('11m');
      expect(harness.deadLetters.map(({ delivery, failures, error }) => [delivery.groupKey, failures, error])).toEqual([
        ['{}:{alertname="a"}', 3, 'unexpected status code 401'],
        ['{}:{alertname="b"}', 3, 'unexpected status code 401'],
      ]);
      expect(harness.told()).toEqual([]);
    });
  });

  it('is none any more when a later state of its group arrives', async () => {
    await tell(CONFIG, async (harness) => {
      harness.answers(TEAM, REFUSES);
      await harness.post(FIRES);
      await harness.at('1m');
      harness.answers(TEAM, DELIVERS);
      await harness.at('6m');
      expect(harness.deadLetters).toEqual([]);
    });
  });

  it('survives a crash, and is told as it was when its group is gone', async () => {
    await tell(CONFIG, async (harness) => {
      harness.answers(TEAM, REFUSES);
      await harness.post(ENDS);
      await harness.at('11m');
      await harness.crash();
      harness.answers(TEAM, DELIVERS);
      await harness.at('12m');
      const [letter] = harness.deadLetters;
      expect(letter).toMatchObject({ reason: 'authError', failures: 1 });
      expect(await harness.replay()).toMatchObject([{ id: letter?.id, kind: 'queued', state: 'as it was' }]);
      await harness.at('13m');
      expect(harness.story()).toEqual([`12:00 ${TEAM}: first notification: a firing`]);
      expect(harness.deadLetters).toEqual([]);
    });
  });

  it('is told with the newest state of its group while there is one', async () => {
    await tell(CONFIG.replace('[alertname]', '[]'), async (harness) => {
      harness.answers(TEAM, REFUSES);
      await harness.post(FIRES);
      await harness.at('1m');
      await harness.post({ labels: { alertname: 'b' }, endsAt: '1d' });
      harness.answers(TEAM, DELIVERS);
      expect(await harness.replay()).toMatchObject([{ kind: 'queued', state: 'newest' }]);
      await harness.at('30m');
      expect(harness.story()).toEqual([`1:00 ${TEAM}: first notification: a firing, b firing`]);
    });
  });

  it('stays when there is nothing to tell now, or nobody to be told', async () => {
    await tell(CONFIG, async (harness) => {
      harness.answers(TEAM, REFUSES);
      await harness.post(FIRES);
      await harness.at('1m');
      await harness.silence('alertname=a', '1h');
      expect(await harness.replay()).toMatchObject([{ kind: 'refused', error: expect.stringContaining('muted') }]);
      await harness.reload(CONFIG.replace("[{url: 'http://a.test'}]", '[]'));
      expect(await harness.replay()).toMatchObject([
        { kind: 'refused', error: 'integration team/webhook[0] is not configured any more' },
      ]);
      expect(harness.deadLetters).toHaveLength(1);
    });
  });

  it('makes place for newer ones at a bound, and says so', async () => {
    await tell(
      CONFIG,
      async (harness) => {
        harness.answers(TEAM, REFUSES);
        for (const alertname of ['a', 'b', 'c']) await harness.post({ labels: { alertname }, endsAt: '1d' });
        await harness.at('1s');
        expect(harness.deadLetters.map(({ delivery }) => delivery.groupKey)).toEqual([
          '{}:{alertname="b"}',
          '{}:{alertname="c"}',
        ]);
        expect(harness.logger.lines.join('\n')).toContain('A dead letter was dropped');
      },
      { settings: { deadLetters: { lettersMax: 2, bytesMax: 1_000_000 } } },
    );
  });
});

describe('the alert on a failure', () => {
  it('is none unless tocsin.yml asks for it', async () => {
    await tell(CONFIG, async (harness) => {
      harness.answers(TEAM, REFUSES);
      await harness.post(FIRES);
      await harness.at('1h');
      expect(harness.told()).toEqual([]);
      expect([...harness.storage.alerts.list()]).toHaveLength(1);
    });
  });

  it('goes through the routing tree, and ends when the integration takes a delivery again', async () => {
    await tell(
      CONFIG,
      async (harness) => {
        harness.answers(TEAM, REFUSES);
        await harness.post(FIRES);
        await harness.at('29m');
        harness.answers(TEAM, DELIVERS);
        await harness.at('50m');
        expect(harness.story()).toEqual([
          `0:00 ${ADMINS}: first notification: TocsinDeliveryFailed firing`,
          `30:00 ${TEAM}: first notification: a firing`,
          `30:00 ${ADMINS}: all alerts resolved: TocsinDeliveryFailed resolved`,
        ]);
        expect(Object.fromEntries(harness.told('admins')[0]?.notification.data.commonLabels ?? [])).toEqual({
          alertname: 'TocsinDeliveryFailed',
          receiver: 'team',
          integration: 'webhook[0]',
          severity: 'critical',
        });
      },
      ALERTS,
    );
  });

  it('goes on over a crash and as long as nothing is delivered', async () => {
    await tell(
      CONFIG,
      async (harness) => {
        harness.answers(TEAM, REFUSES);
        await harness.post(ENDS);
        await harness.at('2m');
        await harness.crash();
        await harness.at('50m');
        expect(harness.told('admins')).toHaveLength(1);
        harness.answers(TEAM, DELIVERS);
        await harness.replay();
        await harness.at('58m');
        expect(harness.told('admins').map(({ alerts }) => alerts)).toEqual([
          ['TocsinDeliveryFailed firing'],
          ['TocsinDeliveryFailed resolved'],
        ]);
      },
      ALERTS,
    );
  });

  it('does not go to the integration that it is about, and goes to its neighbours', async () => {
    const config = CONFIG.replace('routes:', '#')
      .replace('    - {receiver: admins', '#')
      .replace("[{url: 'http://a.test'}]", "[{url: 'http://a.test'}, {url: 'http://c.test'}]");
    await tell(
      config,
      async (harness) => {
        harness.answers(TEAM, REFUSES);
        await harness.post(FIRES);
        await harness.at('20m');
        const attempts = harness.attempts.map(({ integration, alerts }) => `${integration} ${alerts}`);
        expect(new Set(attempts)).toEqual(
          new Set([`${TEAM} a firing`, 'team/webhook[1] a firing', 'team/webhook[1] TocsinDeliveryFailed firing']),
        );
      },
      ALERTS,
    );
  });

  it('says in the log when nobody can be told, and goes round in no circle when all fail', async () => {
    const config = CONFIG.replace('routes:', '#').replace('    - {receiver: admins', '#');
    await tell(
      config,
      async (harness) => {
        harness.answers(TEAM, REFUSES);
        await harness.post(FIRES);
        await harness.at('20m');
        expect(harness.logger.lines.filter((line) => line.includes('Nobody can be told'))).toHaveLength(1);
        expect([...harness.storage.alerts.list()]).toHaveLength(2);
      },
      ALERTS,
    );
    await tell(
      CONFIG,
      async (harness) => {
        for (const name of [TEAM, ADMINS]) harness.answers(name, REFUSES);
        await harness.post(FIRES);
        await harness.at('59m');
        // The alert about one integration, and the one about the other: the latter has nobody left to go to.
        expect([...harness.storage.alerts.list()]).toHaveLength(3);
        expect(harness.attempts.length).toBeLessThanOrEqual(2 * 12 + 2);
      },
      ALERTS,
    );
  });

  it('ends when it is not wanted any more, or its integration is gone', async () => {
    await tell(
      CONFIG,
      async (harness) => {
        harness.answers(TEAM, REFUSES);
        await harness.post(FIRES);
        await harness.at('1m');
        await harness.reload(CONFIG.replace("[{url: 'http://a.test'}]", '[]'));
        await harness.at('10m');
        expect(harness.told('admins').map(({ alerts }) => alerts)).toEqual([
          ['TocsinDeliveryFailed firing'],
          ['TocsinDeliveryFailed resolved'],
        ]);
      },
      ALERTS,
    );
  });
});
