import { tell } from '../support/story.js';

const CONFIG = `
route:
  receiver: team
  group_by: [alertname]
  group_wait: 0s
  group_interval: 5m
  repeat_interval: 24h
receivers:
  - name: team
    webhook_configs: [{url: 'http://a.test'}]
  - name: other
    webhook_configs: [{url: 'http://b.test'}]
`;
const LIMITED = { tocsin: 'receivers: [{name: team, limit: {messages: 2, per: 10m}}]' };
const TEAM = 'team/webhook[0]';

const alertOf = (alertname: string, endsAt = '1d') => ({ labels: { alertname }, endsAt });
const ALL = ['a', 'b', 'c', 'd', 'e'];

describe('a receiver with a limit', () => {
  it('is told what is over in one message, and of each end as usual', async () => {
    await tell(
      CONFIG,
      async (harness) => {
        await harness.post(...ALL.map((name) => alertOf(name)));
        await harness.at('20m');
        expect(harness.story()).toEqual([
          `0:00 ${TEAM}: first notification: a firing`,
          `0:00 ${TEAM}: first notification: b firing`,
          `10:00 ${TEAM}: first notification: c firing, d firing, e firing`,
        ]);
        await harness.post(alertOf('d', '20m'));
        await harness.at('40m');
        expect(harness.story().slice(3)).toEqual([`25:00 ${TEAM}: all alerts resolved: d resolved`]);
      },
      LIMITED,
    );
  });

  it('is told by the digest what it holds, in words that every template shows', async () => {
    await tell(
      CONFIG,
      async (harness) => {
        await harness.post(...ALL.map((name) => alertOf(name)));
        await harness.at('20m');
        const { notification } = harness.told().at(-1) ?? {};
        const { groupLabels, commonAnnotations, status } = notification?.data ?? {};
        expect(status).toBe('firing');
        expect(groupLabels?.get('digest')).toBe(
          '3 notifications in one, as more than 2 in 10m are not wanted: 3 firing',
        );
        expect(commonAnnotations?.get('summary')).toBe(groupLabels?.get('digest'));
        expect(commonAnnotations?.get('description')).toBe(
          '{alertname="c"}: 1 firing\n{alertname="d"}: 1 firing\n{alertname="e"}: 1 firing',
        );
        expect(notification?.groupKey).toBe(`digest of ${TEAM}`);
      },
      LIMITED,
    );
  });

  it('is told of alerts that ended while they had to wait, although nobody asked for that in general', async () => {
    await tell(
      CONFIG,
      async (harness) => {
        await harness.post(...ALL.map((name) => alertOf(name, name === 'd' ? '2m' : '1d')));
        await harness.at('20m');
        expect(harness.told().at(-1)?.alerts).toEqual(['c firing', 'e firing', 'd resolved']);
      },
      LIMITED,
    );
  });

  it('is told nothing twice after a restart, and nothing is lost', async () => {
    await tell(
      CONFIG,
      async (harness) => {
        await harness.post(...ALL.map((name) => alertOf(name)));
        await harness.at('4m');
        await harness.crash();
        await harness.at('1h');
        const told = harness.told().flatMap(({ alerts }) => alerts);
        expect(told.toSorted()).toEqual(ALL.map((name) => `${name} firing`));
      },
      LIMITED,
    );
  });

  it('is tried again with the digest while it fails', async () => {
    await tell(
      CONFIG,
      async (harness) => {
        await harness.post(...ALL.map((name) => alertOf(name)));
        await harness.at('9m');
        harness.answers(TEAM, () => ({ kind: 'retry', reason: 'serverError', error: 'down' }));
        await harness.at('12m');
        harness.answers(TEAM, () => ({ kind: 'delivered' }));
        await harness.at('40m');
        const told = harness.told().slice(2);
        expect(told.map(({ alerts }) => alerts)).toEqual([['c firing', 'd firing', 'e firing']]);
      },
      LIMITED,
    );
  });

  it('is told no more after a reload', async () => {
    await tell(
      CONFIG,
      async (harness) => {
        await harness.post(...ALL.map((name) => alertOf(name)));
        await harness.at('1m');
        await harness.reload();
        await harness.at('30m');
        expect(harness.told().map(({ alerts }) => alerts.length)).toEqual([1, 1, 3]);
      },
      LIMITED,
    );
  });

  it('is told of each group by itself without one', async () => {
    await tell(CONFIG, async (harness) => {
      await harness.post(...ALL.map((name) => alertOf(name)));
      await harness.at('1s');
      expect(harness.told()).toHaveLength(ALL.length);
    });
  });
});
