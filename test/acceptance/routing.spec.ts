import { tell } from '../support/story.js';

const CONFIG = `
route:
  receiver: default
  group_by: [alertname]
  group_wait: 10s
  routes:
    - {receiver: audit, matchers: [severity=~"critical|page"], continue: true, group_by: ['...']}
    - receiver: database
      matchers: [team="db"]
      group_by: []
      routes: [{receiver: database-night, matchers: [shift="night"], group_wait: 20s}]
receivers:
  - {name: default, webhook_configs: [{url: 'http://default.test'}]}
  - {name: audit, webhook_configs: [{url: 'http://audit.test'}]}
  - {name: database, webhook_configs: [{url: 'http://db.test'}]}
  - {name: database-night, webhook_configs: [{url: 'http://night.test'}]}
`;

describe('routing', () => {
  it('tells the deepest route that matches, and goes on where a route says so', async () => {
    await tell(CONFIG, async (harness) => {
      await harness.post(
        { labels: { alertname: 'a', severity: 'critical', team: 'db' }, endsAt: '1d' },
        { labels: { alertname: 'b', team: 'db', shift: 'night' }, endsAt: '1d' },
        { labels: { alertname: 'c' }, endsAt: '1d' },
      );
      await harness.at('1m');
      expect(harness.told().map(({ integration, groupKey }) => [integration, groupKey])).toEqual([
        ['audit/webhook[0]', '{}/{severity=~"critical|page"}:{alertname="a", severity="critical", team="db"}'],
        ['database/webhook[0]', '{}/{team="db"}:{}'],
        ['default/webhook[0]', '{}:{alertname="c"}'],
        ['database-night/webhook[0]', '{}/{team="db"}/{shift="night"}:{}'],
      ]);
    });
  });

  it('renders the labels of a route', async () => {
    const labelled = CONFIG.replace(
      'group_wait: 10s',
      "group_wait: 10s\n  labels: {runbook: 'https://wiki/{{ .GroupLabels.alertname }}', loop: '{{ routeLabels \"loop\" }}'}",
    );
    await tell(labelled, async (harness) => {
      await harness.post({ labels: { alertname: 'c' }, endsAt: '1d' });
      await harness.at('1m');
      expect({ ...harness.told()[0]?.notification.data.routeLabels.toJSON() }).toEqual({ runbook: 'https://wiki/c' });
    });
  });
});
