import { simpleConfig, tell } from '../support/story.js';

const CONFIG = `${simpleConfig()}
inhibit_rules:
  - name: database down
    source_matchers: [alertname="DatabaseDown"]
    target_matchers: [alertname="HighErrorRate"]
    equal: [cluster]
`;
const down = (endsAt: string, instance = 'db-1') => ({
  labels: { alertname: 'DatabaseDown', cluster: 'eu', instance },
  endsAt,
});
const errors = (cluster: string) => ({ labels: { alertname: 'HighErrorRate', cluster }, endsAt: '1d' });

describe('inhibition', () => {
  it('keeps a target back while a source with equal labels fires, and says why', async () => {
    await tell(CONFIG, async (harness) => {
      await harness.post(down('1d'), errors('eu'));
      await harness.at('31s');
      expect(harness.story()).toEqual(['0:30 team/webhook[0]: first notification: DatabaseDown firing']);
      const record = harness.records().find(({ groupKey }) => groupKey.includes('HighErrorRate'));
      expect(record?.dropped).toEqual([
        {
          fingerprint: expect.any(String),
          reason: { kind: 'inhibited', rule: 'database down', source: expect.stringMatching(/^[0-9a-f]{16}$/) },
        },
      ]);
    });
  });

  it('leaves a target with other labels alone', async () => {
    await tell(CONFIG, async (harness) => {
      await harness.post(down('1d'), errors('us'));
      await harness.at('31s');
      expect(harness.story()).toContain('0:30 team/webhook[0]: first notification: HighErrorRate firing');
    });
  });

  it('ends with its source: the target is told at its next flush', async () => {
    await tell(CONFIG, async (harness) => {
      await harness.post(down('3m'), errors('eu'));
      await harness.at('6m');
      expect(harness.story().filter((line) => line.includes('HighErrorRate'))).toEqual([
        '5:30 team/webhook[0]: first notification: HighErrorRate firing',
      ]);
    });
  });

  it('goes on while any source fires', async () => {
    await tell(CONFIG, async (harness) => {
      await harness.post(down('1d', 'db-1'), down('2d', 'db-2'), errors('eu'));
      await harness.at('1m');
      await harness.post(down('1m', 'db-2'));
      await harness.at('20m');
      expect(harness.told().flatMap(({ alerts }) => alerts)).not.toContain('HighErrorRate firing');
    });
  });

  it('comes from a source that is silenced itself', async () => {
    await tell(CONFIG, async (harness) => {
      await harness.silence('alertname=DatabaseDown', '1h');
      await harness.post(down('1d'), errors('eu'));
      await harness.at('20m');
      expect(harness.story()).toEqual([]);
    });
  });
});
