import { simpleConfig, tell } from '../support/story.js';

describe('an alert that is posted without an end', () => {
  it('ends resolve_timeout after it was posted last', async () => {
    await tell(`global: {resolve_timeout: 2m}\n${simpleConfig()}`, async (harness) => {
      await harness.post({ labels: { alertname: 'a' } });
      await harness.at('1m');
      await harness.post({ labels: { alertname: 'a' } });
      await harness.at('6m');
      expect(harness.story()).toEqual([
        '0:30 team/webhook[0]: first notification: a firing',
        '5:30 team/webhook[0]: all alerts resolved: a resolved',
      ]);
      expect(harness.told()[1]?.notification.data.alerts[0]?.endsAt.ms).toBe(harness.startMs + 180_000);
    });
  });

  it('keeps its first start however often it is sent', async () => {
    await tell(simpleConfig(), async (harness) => {
      await harness.post({ labels: { alertname: 'a' } });
      await harness.at('20s');
      await harness.post({ labels: { alertname: 'a' }, annotations: { summary: 'newer' } });
      await harness.at('31s');
      const [told] = harness.told();
      expect(told?.notification.data.alerts[0]).toMatchObject({ startsAt: { ms: harness.startMs } });
      expect(told?.notification.data.commonAnnotations.get('summary')).toBe('newer');
    });
  });

  it('is forgotten by the store after its end without disturbing its group', async () => {
    await tell(simpleConfig(), async (harness) => {
      await harness.post({ labels: { alertname: 'a' }, endsAt: '1m' });
      await harness.at('2m');
      harness.tocsin.collectAlerts();
      await harness.at('6m');
      expect(harness.story()[1]).toBe('5:30 team/webhook[0]: all alerts resolved: a resolved');
    });
  });
});
