import { describe, expect, it } from '@jest/globals';
import { EngineEvents } from '../../src/eventrecorder/engine-events.js';
import { eventJson } from '../../src/eventrecorder/event-json.js';
import type { EventData } from '../../src/eventrecorder/event-message.js';
import type { EngineHarness } from '../support/engine-harness.js';
import { simpleConfig, tell } from '../support/story.js';

/** Tells a story with its events, as their JSON has them. */
async function recorded(
  config: string,
  story: (harness: EngineHarness, events: (type: string) => Record<string, unknown>[]) => Promise<void>,
): Promise<void> {
  const all: EventData[] = [];
  const events = (type: string) =>
    all
      .map((data) => {
        const event = { timestamp: { seconds: 0, nanos: 0 }, instance: '', data, clusterPosition: 0 };
        return JSON.parse(eventJson(event)).data;
      })
      .filter((data) => type in data)
      .map((data) => data[type]);
  await tell(config, (harness) => story(harness, events), {
    instruments: (nowMs) => ({ events: new EngineEvents({ record: (build) => all.push(build()) }, nowMs) }),
  });
}

const labels = { alertname: 'Disk', dc: 'a' };
const pairs = (values: Readonly<Record<string, string>>) => ({
  labels: Object.entries(values).map(([key, value]) => ({ key, value })),
});

const uuidOf = (event: Record<string, unknown> = {}) => (event['groupInfo'] as { groupUuid: string }).groupUuid;

describe('events', () => {
  it('tell of a notification what it was about, and why', async () => {
    const config = simpleConfig('routes: [{matchers: [dc=~"a|b"]}]');
    await recorded(config, async (harness, events) => {
      await harness.post({ labels, annotations: { summary: 'full' }, startsAt: '0', endsAt: '2m' });
      await harness.at('30s');
      await harness.at('5m30s');
      const [first, last] = events('notification');
      const group = {
        groupKey: '{}/{dc=~"a|b"}:{alertname="Disk"}',
        groupLabels: pairs({ alertname: 'Disk' }),
        groupId: expect.stringMatching(/^[0-9a-f]{64}$/),
        receiverName: 'team',
      };
      const hash = expect.stringMatching(/^\d+$/);
      const details = {
        fingerprint: expect.stringMatching(/^\d+$/),
        name: 'Disk',
        labels: pairs(labels),
        annotations: pairs({ summary: 'full' }),
        startsAt: '2026-06-01T12:00:00Z',
      };
      expect(first).toEqual({
        alerts: [{ hash, details: { ...details, endsAt: '0001-01-01T00:00:00Z' } }],
        firingAlerts: [{ hash }],
        groupInfo: {
          ...group,
          matchers: [{ type: 'TYPE_REGEXP', name: 'dc', pattern: 'a|b', rendered: 'dc=~"a|b"' }],
          groupUuid: expect.stringMatching(/^[0-9a-f]{8}-/),
        },
        repeatInterval: '14400s',
        reason: 'NOTIFY_REASON_FIRST_NOTIFICATION',
        flushId: '1',
        integration: { name: 'webhook' },
      });
      const resolved = { ...details, endsAt: '2026-06-01T12:02:00Z', resolved: true };
      expect(last).toMatchObject({
        alerts: [{ hash, details: resolved }],
        resolvedAlerts: [{ hash }],
        reason: 'NOTIFY_REASON_ALL_ALERTS_RESOLVED',
        flushId: '2',
        groupInfo: { groupUuid: uuidOf(first) },
      });
      expect(events('alertCreated')).toEqual([{ alert: { ...details, endsAt: '2026-06-01T12:02:00Z' } }]);
      expect(events('alertGrouped')).toEqual([
        { alert: { hash, details: { ...details, endsAt: '2026-06-01T12:02:00Z' } }, groupInfo: group },
      ]);
      expect(events('alertResolved')).toEqual([{ alert: { hash, details: resolved }, groupInfo: group }]);
    });
  });

  it('tell of each flush whom it muted, and which silences and rules did', async () => {
    const rules = `inhibit_rules:
  - {name: down, source_matchers: [severity=critical], target_matchers: [severity=warning], equal: [dc, dc]}`;
    await recorded(`${simpleConfig()}${rules}`, async (harness, events) => {
      const id = await harness.silence('{alertname="Disk",dc!="b"}', '1h');
      const source = { alertname: 'Down', severity: 'critical', dc: 'a' };
      await harness.post({ labels: source }, { labels: { ...labels, severity: 'warning' } });
      await harness.post({ labels }, { labels: { ...labels, dc: 'b' } });
      await harness.at('30s');

      const [muted] = events('silenceMutedAlert');
      expect(events('silenceMutedAlert')).toHaveLength(1);
      const matchers = [
        { type: 'TYPE_EQUAL', name: 'alertname', pattern: 'Disk', rendered: 'alertname="Disk"' },
        { type: 'TYPE_NOT_EQUAL', name: 'dc', pattern: 'b', rendered: 'dc!="b"' },
      ];
      expect(muted).toEqual({
        silence: {
          id,
          matchers,
          startsAt: '2026-06-01T12:00:00Z',
          endsAt: '2026-06-01T13:00:00Z',
          updatedAt: '2026-06-01T12:00:00Z',
          createdBy: 'test',
          comment: 'test',
          matcherSets: [{ matchers }],
        },
        mutedAlert: { labels: pairs(labels), fingerprint: expect.any(String) },
      });
      expect(events('inhibitionMutedAlert')).toMatchObject([
        {
          inhibitRules: [{ name: 'down', equalLabels: ['dc'], sourceMatchers: [{ rendered: 'severity="critical"' }] }],
          mutedAlert: { labels: pairs({ ...labels, severity: 'warning' }) },
          inhibitingFingerprints: [expect.stringMatching(/^\d+$/)],
        },
      ]);
      const notification = events('notification').find(
        ({ groupInfo }) => (groupInfo as { groupKey: string }).groupKey === '{}:{alertname="Disk"}',
      );
      expect(notification).toMatchObject({ alerts: [{}], mutedAlerts: [{}, {}] });
    });
  });

  it('tell once that an alert is new, and once that a group has it', async () => {
    await recorded(
      simpleConfig('routes: [{receiver: team, continue: true}, {receiver: team}]'),
      async (harness, events) => {
        await harness.post({ labels }, { labels: { ...labels, dc: 'b' } });
        await harness.post({ labels });
        await harness.post({ labels });
        expect([events('alertCreated').length, events('alertGrouped').length]).toEqual([2, 4]);
      },
    );
  });

  it('tell of silences that users make and change, not of those that end', async () => {
    await recorded(simpleConfig(), async (harness, events) => {
      const id = await harness.silence('{a="b"}', '1h');
      const known = harness.tocsin.silences.get(id);
      if (known === undefined) throw new Error('the silence is not there');
      await harness.tocsin.silences.set({ ...known, comment: 'changed' });
      await harness.expireSilence(id);
      const comments = (type: string) => events(type).map(({ silence }) => (silence as { comment: string }).comment);
      expect([comments('silenceCreated'), comments('silenceUpdated')]).toEqual([['test'], ['changed']]);
    });
  });

  it('tell of no notification that failed', async () => {
    await recorded(simpleConfig(), async (harness, events) => {
      harness.answers('team/webhook[0]', () => ({ kind: 'giveUp', reason: 'clientError', error: 'no' }));
      await harness.post({ labels });
      await harness.at('6m');
      expect([harness.attempts.length, events('notification')]).toEqual([1, []]);
    });
  });
});
