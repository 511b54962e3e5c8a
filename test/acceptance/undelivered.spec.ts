import { tell } from '../support/story.js';

const CONFIG = `
route:
  receiver: team
  group_by: []
  group_wait: 0s
  group_interval: 5m
receivers:
  - name: team
    webhook_configs:
      - {url: 'http://a.test'}
      - {url: 'http://b.test', send_resolved: false}
`;
const TELL = { tocsin: 'deliveries: {undelivered: tell}' };
const FIRST = 'team/webhook[0]';
const SECOND = 'team/webhook[1]';
const FIRES = { labels: { alertname: 'a' }, endsAt: '1d' };
const ENDS = { labels: { alertname: 'a' }, endsAt: '2m' };
const DOWN = () => ({ kind: 'retry', reason: 'serverError', error: 'unexpected status code 503' }) as const;
const BUSY = () => ({ kind: 'retry', reason: 'rateLimited', error: 'slow down', afterMs: 480_000 }) as const;

describe('an alert that ends before anybody could be told of it', () => {
  it.each([
    ['is down', DOWN],
    ['asks to be left alone', BUSY],
  ])('is forgotten, as in Alertmanager, while a receiver %s', async (_, behaviour) => {
    await tell(CONFIG, async (harness) => {
      for (const name of [FIRST, SECOND]) harness.answers(name, behaviour);
      await harness.post(ENDS);
      await harness.at('6m');
      for (const name of [FIRST, SECOND]) harness.answers(name, () => ({ kind: 'delivered' }));
      await harness.at('30m');
      expect(harness.told()).toEqual([]);
      expect(harness.waiting).toBe(0);
    });
  });

  it.each([
    ['is down', DOWN, '6:'],
    ['asks to be left alone', BUSY, '8:'],
  ])('is told as over with undelivered: tell, once a receiver that %s takes it', async (_, behaviour, minute) => {
    await tell(
      CONFIG,
      async (harness) => {
        for (const name of [FIRST, SECOND]) harness.answers(name, behaviour);
        await harness.post(ENDS);
        await harness.at('6m');
        for (const name of [FIRST, SECOND]) harness.answers(name, () => ({ kind: 'delivered' }));
        await harness.at('30m');
        // Also where ends are not wanted: nobody would ever hear of it otherwise.
        expect(harness.story().map((line) => line.replace(/^(\d+:)\S+/, '$1'))).toEqual([
          `${minute} ${FIRST}: all alerts resolved: a resolved`,
          `${minute} ${SECOND}: all alerts resolved: a resolved`,
        ]);
      },
      TELL,
    );
  });

  it('is told beside others that fire', async () => {
    await tell(
      CONFIG,
      async (harness) => {
        await harness.post({ labels: { alertname: 'b' }, endsAt: '1d' });
        await harness.at('1m');
        for (const name of [FIRST, SECOND]) harness.answers(name, DOWN);
        await harness.post({ labels: { alertname: 'a' }, endsAt: '7m' });
        await harness.at('11m');
        for (const name of [FIRST, SECOND]) harness.answers(name, () => ({ kind: 'delivered' }));
        await harness.at('30m');
        expect(harness.told().map(({ integration, reason, alerts }) => [integration, reason, ...alerts])).toEqual([
          [FIRST, 'first notification', 'b firing'],
          [SECOND, 'first notification', 'b firing'],
          [FIRST, 'some alerts resolved', 'a resolved', 'b firing'],
          [SECOND, 'some alerts resolved', 'a resolved', 'b firing'],
        ]);
      },
      TELL,
    );
  });

  it('is told after a crash, too', async () => {
    await tell(
      CONFIG,
      async (harness) => {
        harness.answers(FIRST, DOWN);
        await harness.post(ENDS);
        await harness.at('6m');
        await harness.crash();
        await harness.at('7m');
        harness.answers(FIRST, () => ({ kind: 'delivered' }));
        await harness.at('30m');
        expect(harness.told().map(({ integration, reason, alerts }) => [integration, reason, ...alerts])).toEqual([
          [SECOND, 'first notification', 'a firing'],
          [FIRST, 'all alerts resolved', 'a resolved'],
        ]);
      },
      TELL,
    );
  });

  it('is not told when it was silenced', async () => {
    await tell(
      CONFIG,
      async (harness) => {
        harness.answers(FIRST, DOWN);
        await harness.post(ENDS);
        await harness.at('1m');
        await harness.silence('alertname=a', '1h');
        await harness.at('6m');
        harness.answers(FIRST, () => ({ kind: 'delivered' }));
        await harness.at('30m');
        expect(harness.told().map(({ integration }) => integration)).toEqual([SECOND]);
      },
      TELL,
    );
  });
});

describe('a delivery with undelivered: tell', () => {
  it('is retried until a newer state takes its place; its flush fails once', async () => {
    await tell(
      CONFIG.replace('group_interval: 5m', 'group_interval: 1s'),
      async (harness) => {
        harness.answers(FIRST, DOWN);
        await harness.post(FIRES);
        await harness.at('1m');
        expect(harness.told().map(({ integration }) => integration)).toEqual([SECOND]);
        expect(harness.waiting).toBe(1);
        harness.answers(FIRST, () => ({ kind: 'delivered' }));
        await harness.at('3m');
        expect(harness.told().at(-1)).toMatchObject({ integration: FIRST, reason: 'first notification' });
        expect(harness.waiting).toBe(0);
      },
      TELL,
    );
  });

  it('counts as failed when the time of its flush is over, as without it', async () => {
    for (const options of [{}, TELL]) {
      await tell(
        CONFIG,
        async (harness) => {
          harness.answers(FIRST, DOWN);
          await harness.post(FIRES);
          await harness.at('14m59s');
          const failed = harness.logger.lines.filter((line) => line.startsWith('error: Notify for alerts failed'));
          expect(failed).toHaveLength(3);
        },
        options,
      );
    }
  });
});
