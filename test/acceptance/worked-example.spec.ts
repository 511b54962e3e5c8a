import { EngineHarness } from '../support/engine-harness.js';

/** The worked example of Alertmanager's behaviour, with both settings of send_resolved side by side. */
const CONFIG = `
route:
  receiver: team
  group_by: [alertname]
  group_wait: 30s
  group_interval: 5m
  repeat_interval: 4h
receivers:
  - name: team
    webhook_configs:
      - url: http://all.test
        send_resolved: true
      - url: http://firing.test
        send_resolved: false
`;

const labels = (instance: string) => ({ alertname: 'HighLatency', instance });

describe('a group of two alerts', () => {
  let harness: EngineHarness;
  beforeEach(async () => {
    harness = await EngineHarness.start(CONFIG);
  });
  afterEach(() => harness.close());

  async function fireBoth(): Promise<void> {
    await harness.post({ labels: labels('a1'), endsAt: '1d' });
    await harness.at('1m');
    await harness.post({ labels: labels('a2'), endsAt: '1d' });
  }

  it('tells what begins and what ends, in the rhythm of its route', async () => {
    await fireBoth();
    await harness.at('6m');
    await harness.post({ labels: labels('a1'), endsAt: '6m' });
    await harness.at('12m');
    await harness.post({ labels: labels('a2'), endsAt: '12m' });
    await harness.at('1h');

    expect(harness.story()).toEqual([
      '0:30 team/webhook[0]: first notification: HighLatency firing',
      '0:30 team/webhook[1]: first notification: HighLatency firing',
      '5:30 team/webhook[0]: new alerts added: HighLatency firing, HighLatency firing',
      '5:30 team/webhook[1]: new alerts added: HighLatency firing, HighLatency firing',
      '10:30 team/webhook[0]: some alerts resolved: HighLatency resolved, HighLatency firing',
      '15:30 team/webhook[0]: all alerts resolved: HighLatency resolved',
    ]);
    expect([...harness.tocsin.running.dispatcher.groups()]).toEqual([]);
  });

  it('repeats at the first flush after repeat_interval', async () => {
    await fireBoth();
    await harness.at('4h15m');

    expect(harness.story('team').slice(4)).toEqual([
      '250:30 team/webhook[0]: repeat interval elapsed: HighLatency firing, HighLatency firing',
      '250:30 team/webhook[1]: repeat interval elapsed: HighLatency firing, HighLatency firing',
    ]);
  });
});
